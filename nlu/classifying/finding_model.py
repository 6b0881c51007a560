"""Logistic regression from sentence vectors to findings, with a strict threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

Vectors = npt.NDArray[np.float32]
NONE = "none"
_FOLDS = 4
_STRENGTH = 20.0
_WANTED_PRECISION = 0.97
_LOWEST_THRESHOLD = 0.6
_HIGHEST_THRESHOLD = 0.97


@dataclass(slots=True)
class FindingModel:
    """Weights for each finding and the share from which a finding counts as said."""

    labels: list[str]
    weights: Vectors
    offsets: Vectors
    threshold: float

    @classmethod
    def train(cls, labels: Sequence[str], vectors: Vectors) -> FindingModel:
        """Fit the weights; the threshold is where held-out guesses are nearly always right."""
        learner = LogisticRegression(C=_STRENGTH, max_iter=500, random_state=0)
        truth = np.asarray(labels)
        shares = cross_val_predict(learner, vectors, truth, cv=_FOLDS, method="predict_proba")
        learner.fit(vectors, truth)
        names = [str(name) for name in learner.classes_]
        threshold = _threshold(shares, truth, names)
        weights = learner.coef_.astype(np.float32)
        return cls(names, weights, learner.intercept_.astype(np.float32), threshold)

    def findings(self, vector: Vectors) -> list[str]:
        """The findings that one sentence states beyond doubt; at most one."""
        scores = self.weights @ vector + self.offsets
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = int(shares.argmax())
        sure = shares[best] >= self.threshold and self.labels[best] != NONE
        return [self.labels[best]] if sure else []

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


def _threshold(
    shares: npt.NDArray[np.float64], truth: npt.NDArray[np.str_], names: Sequence[str]
) -> float:
    """The lowest threshold at which the held-out guesses reach the wanted precision."""
    guesses = np.asarray(names)[shares.argmax(axis=1)]
    counted = guesses != NONE
    best = shares.max(axis=1)
    for threshold in np.arange(_LOWEST_THRESHOLD, _HIGHEST_THRESHOLD, 0.01):
        chosen = counted & (best >= threshold)
        if not chosen.any() or (guesses[chosen] == truth[chosen]).mean() >= _WANTED_PRECISION:
            return float(threshold)
    return _HIGHEST_THRESHOLD
