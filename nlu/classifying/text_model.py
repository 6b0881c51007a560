"""Labels of texts from dense columns and from their n-grams: a regression, kept as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nlu.classifying.linear import Doubles, LinearModel
from nlu.classifying.ngrams import Floats, Ngrams

_GRAMS = 0.85
"""How much the n-grams weigh beside the vector of unit length."""


@dataclass(frozen=True, slots=True)
class TextModel:
    """Scores of all labels for texts, by their words and their dense columns."""

    ngrams: Ngrams
    linear: LinearModel

    @property
    def labels(self) -> tuple[str, ...]:
        """In the order of the columns of the scores."""
        return self.linear.labels

    @classmethod
    def train(
        cls,
        words: Sequence[Sequence[str]],
        dense: Floats,
        labels: Sequence[str],
        strength: float,
        *,
        balanced: bool = True,
    ) -> TextModel:
        """Learn from the words and dense columns of labelled texts."""
        ngrams = Ngrams.learn(words)
        sparse = ngrams.matrix(words) * _GRAMS
        linear = LinearModel.train(dense, sparse, labels, strength, balanced=balanced)
        return cls(ngrams, replace(linear, sparse=linear.sparse * np.float32(_GRAMS)))

    def scores(self, words: Sequence[Sequence[str]], dense: Floats) -> Doubles:
        """One row for each text, one column for each label; `shares_of` makes shares of them."""
        return self.linear.scores(dense, [self.ngrams.row(one) for one in words])

    def to_arrays(self) -> dict[str, Any]:
        """Everything as plain arrays."""
        return {
            "vocabulary": np.asarray(self.ngrams.vocabulary, dtype=np.str_),
            "idf": self.ngrams.idf,
            "labels": np.asarray(self.labels, dtype=np.str_),
            "dense": self.linear.dense,
            "sparse": self.linear.sparse.astype(np.float16),
            "bias": self.linear.bias,
        }

    @classmethod
    def from_arrays(cls, arrays: Any) -> TextModel:
        """The model that `to_arrays` kept."""
        ngrams = Ngrams([str(gram) for gram in arrays["vocabulary"]], arrays["idf"])
        labels = tuple(str(label) for label in arrays["labels"])
        sparse = arrays["sparse"].astype(np.float32)
        return cls(ngrams, LinearModel(labels, arrays["dense"], sparse, arrays["bias"]))
