"""Which item a question describes in other words, from its vector; "none" where it names none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from nlu.classifying.linear import LinearModel
from nlu.classifying.ngrams import Floats

NONE = "none"
_STRENGTH = 20.0


class ItemModel:
    """Logistic regression over all items of the content."""

    def __init__(self, linear: LinearModel) -> None:
        self._linear = linear

    @classmethod
    def train(cls, vectors: Floats, items: Sequence[str]) -> ItemModel:
        """Learn from questions with the item that each is about, or "none"."""
        return cls(LinearModel.train(vectors, None, items, _STRENGTH))

    def best(self, vector: Floats, fitting: Collection[str]) -> tuple[str, float]:
        """The likeliest item among `fitting`, with its share of all that fit or name none."""
        known = self.shares(vector)
        possible: Mapping[str, float] = {
            item: share for item, share in known.items() if item in fitting or item == NONE
        }
        item = max(possible, key=lambda one: possible[one])
        total = sum(possible.values())
        return item, float(possible[item] / total) if total else 0.0

    def shares(self, vector: Floats) -> dict[str, float]:
        """How likely each item is, and that it is none; together 1."""
        shares = self._linear.probabilities(vector[np.newaxis])[0]
        return dict(zip(self._linear.labels, shares.tolist(), strict=True))

    def to_arrays(self) -> dict[str, Any]:
        """Everything as plain arrays."""
        labels = np.asarray(self._linear.labels, dtype=np.str_)
        return {"labels": labels, "dense": self._linear.dense, "bias": self._linear.bias}

    @classmethod
    def from_arrays(cls, arrays: Any) -> ItemModel:
        """The model that `to_arrays` kept."""
        labels = tuple(str(label) for label in arrays["labels"])
        nothing = np.zeros((0, len(labels)), dtype=np.float32)
        return cls(LinearModel(labels, arrays["dense"], nothing, arrays["bias"]))
