"""What a message asks after something was explained: by its vector, its words and that thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlu.classifying.linear import shares_of
from nlu.classifying.ngrams import Floats
from nlu.classifying.text_model import TextModel
from nlu.language.follow_up_labels import CONTEXTS

_STRENGTH = 10.0


class FollowUpModel:
    """Logistic regression; what was spoken of are its last dense columns, one for each context."""

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
        flags = np.asarray([[context == one for one in CONTEXTS] for context in contexts])
        dense = np.hstack([vectors, flags]).astype(np.float32)
        return cls(TextModel.train(words, dense, labels, _STRENGTH, balanced=False))

    def shares(self, words: Sequence[str], vector: Floats) -> dict[str, dict[str, float]]:
        """For each of `CONTEXTS` the shares of all labels, together 1."""
        without = np.hstack([vector, np.zeros(len(CONTEXTS))]).astype(np.float32)
        scores = self._text.scores([words], without[np.newaxis])
        table = shares_of(scores + self._text.linear.dense[-len(CONTEXTS) :])
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
