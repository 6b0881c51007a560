"""Character and word n-grams of short texts as TF-IDF, kept as plain lists instead of pickles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
CHARACTERS, WORDS = (2, 3, 4), (1, 2, 3)
_RAREST, _CACHE = 2, 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """The n-grams of one text: their columns and their weights."""

    columns: npt.NDArray[np.int64]
    values: Floats


def grams_of(words: Sequence[str]) -> Iterable[str]:
    """Runs of one to three words, and runs of two to four letters inside padded words."""
    yield from runs_of(words)
    for word in words:
        yield from letters_of(word)


def runs_of(words: Sequence[str]) -> Iterable[str]:
    """Runs of one to three words."""
    for size in WORDS:
        yield from map(" ".join, zip(*(words[first:] for first in range(size)), strict=False))


def letters_of(word: str) -> Iterable[str]:
    """Runs of two to four letters of a word, its ends marked."""
    padded = f"_{word}_"
    for size in CHARACTERS:
        for first in range(len(padded) - size + 1):
            yield "#" + padded[first : first + size]


class Ngrams:
    """A vocabulary of n-grams with inverse document frequencies."""

    def __init__(self, vocabulary: Sequence[str], idf: Floats) -> None:
        self.vocabulary = list(vocabulary)
        self.idf = idf
        self._column = {gram: column for column, gram in enumerate(self.vocabulary)}
        self._of_word: dict[str, list[int]] = {}

    @classmethod
    def learn(cls, texts: Sequence[Sequence[str]]) -> Ngrams:
        """The n-grams that stand in at least two of the texts."""
        counts: Counter[str] = Counter()
        for words in texts:
            counts.update(set(grams_of(words)))
        vocabulary = sorted(gram for gram, count in counts.items() if count >= _RAREST)
        idf = [1.0 + math.log((1 + len(texts)) / (1 + counts[gram])) for gram in vocabulary]
        return cls(vocabulary, np.asarray(idf, dtype=np.float32))

    def row(self, words: Sequence[str]) -> Row:
        """One text: sublinear term frequency times idf, of unit length."""
        columns_of_runs = map(self._column.get, runs_of(words))
        known = [column for column in columns_of_runs if column is not None]
        for word in words:
            known += self._letters(word)
        counts = Counter(known)
        columns = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        values = 1.0 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        values = (values * self.idf[columns]).astype(np.float32)
        length = float(np.linalg.norm(values))
        return Row(columns, values / length if length else values)

    def _letters(self, word: str) -> list[int]:
        """The columns of the letters of a word: the same words come again and again."""
        found = self._of_word.get(word)
        if found is None:
            columns = (self._column.get(gram) for gram in letters_of(word))
            found = [column for column in columns if column is not None]
            if len(self._of_word) < _CACHE:
                self._of_word[word] = found
        return found

    def matrix(self, texts: Sequence[Sequence[str]]) -> csr_matrix:
        """Many texts as rows of a sparse matrix."""
        return matrix_of([self.row(words) for words in texts], len(self.vocabulary))


def matrix_of(rows: Sequence[Row], width: int) -> csr_matrix:
    """Rows as a sparse matrix of so many columns."""
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), width))
