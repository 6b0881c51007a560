"""What a message asks after something was explained: by its vector, its words and that thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlu.classifying.linear import shares_of
from nlu.classifying.ngrams import Floats
from nlu.classifying.text_model import TextModel
from nlu.language.follow_up_labels import CONTEXTS, FAMILIES

_STRENGTH = 10.0
_FAMILY = [next(n for n, family in enumerate(FAMILIES) if one in family) for one in CONTEXTS]


class FollowUpModel:
    """Logistic regression; its dense columns are the vector, and what was spoken of.

    Behind the vector stand columns for every family of contexts, which hold the vector again after
    one of it: "is it rare?" asks about an illness, but not about a doctor. The last columns say
    which context it was.
    """

    def __init__(self, text_model: TextModel) -> None:
        self._text = text_model

    @classmethod
    def train(
        cls,
        words: Sequence[Sequence[str]],
        vectors: Floats,
        contexts: Sequence[str],
        labels: Sequence[str],
    ) -> FollowUpModel:
        """Learn from messages, what was spoken of before each, and what each asks."""
        places = np.asarray([CONTEXTS.index(one) for one in contexts])
        families = np.eye(len(FAMILIES), dtype=np.float32)[np.asarray(_FAMILY)[places]]
        again = (families[:, :, np.newaxis] * vectors[:, np.newaxis, :]).reshape(len(places), -1)
        flags = np.eye(len(CONTEXTS), dtype=np.float32)[places]
        dense = np.hstack([vectors, again, flags]).astype(np.float32)
        return cls(TextModel.train(words, dense, labels, _STRENGTH, balanced=False))

    def shares(self, words: Sequence[str], vector: Floats) -> dict[str, dict[str, float]]:
        """For each of `CONTEXTS` the shares of all labels, together 1."""
        weights = self._text.linear.dense
        alone = np.zeros(len(weights), dtype=np.float32)
        alone[: len(vector)] = vector
        after = weights[len(vector) : -len(CONTEXTS)].reshape(len(FAMILIES), len(vector), -1)
        of_families = np.einsum("w,fwl->fl", vector, after)
        scores = self._text.scores([words], alone[np.newaxis])
        table = shares_of(scores + of_families[_FAMILY] + weights[-len(CONTEXTS) :])
        return {
            context: dict(zip(self._text.labels, shares.tolist(), strict=True))
            for context, shares in zip(CONTEXTS, table, strict=True)
        }

    def to_arrays(self) -> dict[str, Any]:
        """Everything as plain arrays."""
        return self._text.to_arrays()

    @classmethod
    def from_arrays(cls, arrays: Any) -> FollowUpModel:
        """The model that `to_arrays` kept."""
        return cls(TextModel.from_arrays(arrays))
