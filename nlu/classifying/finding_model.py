"""Logistic regression from sentence vectors to findings, with a strict threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

Vectors = npt.NDArray[np.float32]
NONE = "none"
_STRENGTH = 20.0
_ROUNDS = 200
_WANTED_PRECISION = 0.9
_LOWEST_THRESHOLD, _HIGHEST_THRESHOLD, _STEP = 0.5, 0.95, 0.01


@dataclass(frozen=True, slots=True)
class Examples:
    """Vectors of sentences and what each says."""

    labels: Sequence[str]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class FindingModel:
    """Weights for each finding and the share from which a finding counts as said."""

    labels: list[str]
    weights: Vectors
    offsets: Vectors
    threshold: float

    @classmethod
    def train(cls, basis: Examples, free: Examples) -> FindingModel:
        """Learn from both; the threshold is where a model of the basis alone is right on `free`.

        The basis are short phrases of the lexicon and other talk, `free` are whole sentences that
        none of them contains: how sure the model must be is measured on what it has not seen.
        """
        threshold = _threshold(_fitted(basis), free)
        labels = [*basis.labels, *free.labels]
        everything = Examples(labels, np.vstack([basis.vectors, free.vectors]))
        return replace(_fitted(everything), threshold=threshold)

    def shares(self, vectors: Vectors) -> npt.NDArray[np.float32]:
        """How likely each label is for each vector."""
        scores = vectors @ self.weights.T + self.offsets
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float32)

    def finding(self, vector: Vectors) -> str | None:
        """The finding that one sentence states beyond doubt, or None."""
        shares = self.shares(vector[np.newaxis])[0]
        best = int(shares.argmax())
        sure = shares[best] >= self.threshold and self.labels[best] != NONE
        return self.labels[best] if sure else None

    def to_arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """The model as arrays, for storage."""
        return {
            "labels": np.asarray(self.labels),
            "weights": self.weights,
            "offsets": self.offsets,
            "threshold": np.asarray([self.threshold]),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> FindingModel:
        """What `to_arrays` wrote."""
        return cls(
            [str(label) for label in arrays["labels"]],
            np.asarray(arrays["weights"], dtype=np.float32),
            np.asarray(arrays["offsets"], dtype=np.float32),
            float(np.asarray(arrays["threshold"], dtype=np.float64)[0]),
        )


def _fitted(examples: Examples) -> FindingModel:
    learner = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, random_state=0)
    learner.fit(examples.vectors, np.asarray(examples.labels))
    names = [str(name) for name in learner.classes_]
    offsets = learner.intercept_.astype(np.float32)
    return FindingModel(names, learner.coef_.astype(np.float32), offsets, _HIGHEST_THRESHOLD)


def _threshold(model: FindingModel, held_out: Examples) -> float:
    """The lowest threshold at which the guesses on unseen sentences are right often enough."""
    shares = model.shares(held_out.vectors)
    guesses = np.asarray(model.labels)[shares.argmax(axis=1)]
    right = guesses == np.asarray(held_out.labels)
    for threshold in np.arange(_LOWEST_THRESHOLD, _HIGHEST_THRESHOLD, _STEP):
        chosen = (guesses != NONE) & (shares.max(axis=1) >= threshold)
        if chosen.any() and right[chosen].mean() >= _WANTED_PRECISION:
            return float(threshold)
    return _HIGHEST_THRESHOLD
