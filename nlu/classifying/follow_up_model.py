"""What a message asks after something was explained: by its vector, its words and that thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nlu.classifying.linear import LinearModel
from nlu.classifying.ngrams import Floats, Ngrams
from nlu.language.follow_up_labels import CONTEXTS

_GRAMS = 0.85
"""How much the n-grams weigh beside the vector of unit length."""
_STRENGTH = 10.0


class FollowUpModel:
    """Logistic regression; what was spoken of is one of its columns."""

    def __init__(self, ngrams: Ngrams, linear: LinearModel) -> None:
        self._ngrams = ngrams
        self._linear = linear
        self.labels = linear.labels

    @classmethod
    def train(
        cls,
        words: Sequence[Sequence[str]],
        vectors: Floats,
        contexts: Sequence[str],
        labels: Sequence[str],
    ) -> FollowUpModel:
        """Learn from messages, what was spoken of before each, and what each asks."""
        ngrams = Ngrams.learn(words)
        sparse = ngrams.matrix(words) * _GRAMS
        flags = np.stack([_flags(context) for context in contexts])
        dense = np.hstack([vectors, flags]).astype(np.float32)
        linear = LinearModel.train(dense, sparse, labels, _STRENGTH, balanced=False)
        return cls(ngrams, replace(linear, sparse=linear.sparse * np.float32(_GRAMS)))

    def shares(self, words: Sequence[str], vector: Floats) -> dict[str, dict[str, float]]:
        """For each of `CONTEXTS` the shares of all labels, together 1."""
        row = self._ngrams.row(words)
        dense = np.stack([np.hstack([vector, _flags(context)]) for context in CONTEXTS])
        table = self._linear.probabilities(dense.astype(np.float32), [row] * len(CONTEXTS))
        return {
            context: dict(zip(self.labels, shares.tolist(), strict=True))
            for context, shares in zip(CONTEXTS, table, strict=True)
        }

    def to_arrays(self) -> dict[str, Any]:
        """Everything as plain arrays."""
        return {
            "vocabulary": np.asarray(self._ngrams.vocabulary, dtype=np.str_),
            "idf": self._ngrams.idf,
            "labels": np.asarray(self.labels, dtype=np.str_),
            "dense": self._linear.dense,
            "sparse": self._linear.sparse.astype(np.float16),
            "bias": self._linear.bias,
        }

    @classmethod
    def from_arrays(cls, arrays: Any) -> FollowUpModel:
        """The model that `to_arrays` kept."""
        ngrams = Ngrams([str(gram) for gram in arrays["vocabulary"]], arrays["idf"])
        labels = tuple(str(label) for label in arrays["labels"])
        sparse = arrays["sparse"].astype(np.float32)
        return cls(ngrams, LinearModel(labels, arrays["dense"], sparse, arrays["bias"]))


def _flags(context: str) -> Floats:
    return np.asarray([context == one for one in CONTEXTS], dtype=np.float32)
