"""A second opinion on red flags from sentence vectors: proposes a flag, never takes one away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

Vectors = npt.NDArray[np.float32]
Labels = npt.NDArray[Any]

NONE = "none"
_STRENGTH = 20.0  # of the fit; from cross-validation on the examples
_STEPS = 400
_FOLDS = 3
_SEED = 7


class OpinionError(RuntimeError):
    """The second opinion cannot be trained or loaded; the message says why."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The most likely flag of a text and how sure it is that there is any flag at all."""

    flag: str
    certainty: float


class SecondOpinion:
    """Softmax regression over the flags and "none"."""

    def __init__(self, flags: Sequence[str], weights: Vectors, bias: Vectors, sure: float) -> None:
        self._flags = list(flags)
        self._none = self._flags.index(NONE)
        self._weights = weights
        self._bias = bias
        self.sure = sure  # certainty from which a plain statement counts as present

    def propose(self, vectors: Vectors) -> list[Proposal]:
        """One proposal for each row."""
        scores = vectors @ self._weights.T + self._bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = scores / scores.sum(axis=1, keepdims=True)
        certainties = 1.0 - shares[:, self._none]
        shares[:, self._none] = -1.0
        best = shares.argmax(axis=1)
        return [
            Proposal(self._flags[place], float(certainty))
            for place, certainty in zip(best, certainties, strict=True)
        ]

    def save(self, path: Path) -> None:
        """Write the weights to one file."""
        np.savez(
            path,
            flags=np.array(self._flags),
            weights=self._weights,
            bias=self._bias,
            sure=np.array(self.sure),
        )

    @classmethod
    def load(cls, path: Path) -> SecondOpinion:
        """Read what `save` wrote."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                flags = [str(flag) for flag in stored["flags"]]
                return cls(flags, stored["weights"], stored["bias"], float(stored["sure"]))
        except (OSError, KeyError, ValueError) as problem:
            raise OpinionError(
                f"The red-flag classifier in {path.name} cannot be read ({problem}); train again."
            ) from problem


def train(
    vectors: Vectors, labels: Sequence[str], weights: Sequence[float], plain: Sequence[int]
) -> SecondOpinion:
    """Fit on the examples; the certainty to act on comes from cross-validation.

    `plain` are the places of the look-alikes that read like plain statements: only they can
    become false alarms, so they decide how sure is sure enough.
    """
    if len(set(labels)) < 2 or NONE not in labels:
        raise OpinionError("The red-flag classifier needs examples of flags and of look-alikes.")
    known, weighed = np.array(labels), np.array(weights)
    model = _fit(vectors, known, weighed)
    sure = threshold(_held_out(vectors, known, weighed, plain))
    weights_of = model.coef_.astype(np.float32)
    return SecondOpinion(
        list(model.classes_), weights_of, model.intercept_.astype(np.float32), sure
    )


def _fit(vectors: Vectors, labels: Labels, weights: Labels) -> LogisticRegression:
    model = LogisticRegression(C=_STRENGTH, max_iter=_STEPS, tol=3e-3)
    return model.fit(vectors, labels, sample_weight=weights)


def _held_out(vectors: Vectors, labels: Labels, weights: Labels, plain: Sequence[int]) -> Vectors:
    """How sure a model that has not seen them is that each plain look-alike is a flag."""
    certainties = np.zeros(len(labels), dtype=np.float32)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(vectors, labels):
        model = _fit(vectors[seen], labels[seen], weights[seen])
        shares = model.predict_proba(vectors[unseen])
        certainties[unseen] = 1.0 - shares[:, list(model.classes_).index(NONE)]
    return certainties[list(plain)]


def threshold(certainties: Vectors, allowed: float = 0.08, lowest: float = 0.4) -> float:
    """The certainty that at most the allowed share of look-alikes exceeds, never below a floor."""
    if not len(certainties):
        return lowest
    return max(lowest, float(np.quantile(certainties, 1.0 - allowed)))
