"""All lexicon words that a misspelt word may stand for: a red flag must not fail at one letter."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_TWO_MISTAKES_FROM = 8
_SAME_LETTER_BELOW = 6
_MOST = 6
_CACHE = 20_000


class Candidates:
    """Near words of the lexicon for words that are no English words; several may be meant."""

    def __init__(self, lexicon: Collection[str], english: Collection[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(lexicon):
            if len(word) >= _SHORTEST:
                self._by_length.setdefault(len(word), []).append(word)
        self._known = frozenset(lexicon) | frozenset(english)
        self._cache: dict[str, tuple[str, ...]] = {}

    def of(self, word: str) -> tuple[str, ...]:
        """The nearest lexicon words, nearest first; none for a word that is right as it is."""
        if word in self._known or len(word) < _SHORTEST or not word.isalpha():
            return ()
        found = self._cache.get(word)
        if found is None:
            found = self._near(word)
            if len(self._cache) < _CACHE:
                self._cache[word] = found
        return found

    def _near(self, word: str) -> tuple[str, ...]:
        allowed = 2 if len(word) >= _TWO_MISTAKES_FROM else 1
        lengths = range(len(word) - allowed, len(word) + allowed + 1)  # no other word is so near
        likely = sorted(chain.from_iterable(self._by_length.get(size, ()) for size in lengths))
        near = process.extract(word, likely, scorer=OSA.distance, score_cutoff=allowed, limit=_MOST)
        return tuple(
            other for other, _, _ in near if other[0] == word[0] or len(word) >= _SAME_LETTER_BELOW
        )
