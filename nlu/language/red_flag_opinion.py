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
# The shares of harmless texts that may exceed each limit; the words of the text must agree, too,
# which leaves about 2 of 1,000 asked about and fewer than 1 of 1,000 alarmed.
_MAY_BE_ASKED, _LOWEST_LIKELY = 0.01, 0.55
_MAY_ALARM, _LOWEST_SURE = 0.002, 0.75


class OpinionError(RuntimeError):
    """The second opinion cannot be trained or loaded; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From which certainty a plain statement is asked about, and from which it counts."""

    likely: float
    sure: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """The most likely flag of a text and how sure it is that there is any flag at all."""

    flag: str
    certainty: float


class SecondOpinion:
    """Softmax regression over the flags and "none"."""

    def __init__(
        self, flags: Sequence[str], weights: Vectors, bias: Vectors, limits: Limits
    ) -> None:
        self._flags = list(flags)
        self._none = self._flags.index(NONE)
        self._weights = weights
        self._bias = bias
        self.limits = limits

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
            limits=np.array([self.limits.likely, self.limits.sure]),
        )

    @classmethod
    def load(cls, path: Path) -> SecondOpinion:
        """Read what `save` wrote."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                flags = [str(flag) for flag in stored["flags"]]
                likely, sure = (float(limit) for limit in stored["limits"])
                return cls(flags, stored["weights"], stored["bias"], Limits(likely, sure))
        except (OSError, KeyError, ValueError) as problem:
            raise OpinionError(
                f"The red-flag classifier in {path.name} cannot be read ({problem}); train again."
            ) from problem


def train(
    vectors: Vectors, labels: Sequence[str], weights: Sequence[float], plain: Sequence[int]
) -> SecondOpinion:
    """Fit on the examples; the certainties to act on come from cross-validation.

    `plain` are the places of the harmless texts that read like plain statements: only they can
    become false alarms, so they decide how sure is sure enough.
    """
    if len(set(labels)) < 2 or NONE not in labels:
        raise OpinionError("The red-flag classifier needs examples of flags and of look-alikes.")
    known, weighed = np.array(labels), np.array(weights)
    model = _fit(vectors, known, weighed)
    limits = limits_of(_held_out(vectors, known, weighed, plain))
    slopes, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    return SecondOpinion(list(model.classes_), slopes, bias, limits)


def _fit(vectors: Vectors, labels: Labels, weights: Labels) -> LogisticRegression:
    model = LogisticRegression(C=_STRENGTH, max_iter=_STEPS, tol=3e-3)
    return model.fit(vectors, labels, sample_weight=weights)


def _held_out(vectors: Vectors, labels: Labels, weights: Labels, plain: Sequence[int]) -> Vectors:
    """How sure a model that has not seen them is that each plain harmless text is a flag."""
    certainties = np.zeros(len(labels), dtype=np.float32)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(vectors, labels):
        model = _fit(vectors[seen], labels[seen], weights[seen])
        shares = model.predict_proba(vectors[unseen])
        certainties[unseen] = 1.0 - shares[:, list(model.classes_).index(NONE)]
    return certainties[list(plain)]


def limits_of(certainties: Vectors) -> Limits:
    """The certainties that hardly any harmless text exceeds, never below a floor."""
    if not len(certainties):
        return Limits(_LOWEST_LIKELY, _LOWEST_SURE)
    likely, sure = np.quantile(certainties, [1.0 - _MAY_BE_ASKED, 1.0 - _MAY_ALARM])
    return Limits(max(_LOWEST_LIKELY, float(likely)), max(_LOWEST_SURE, float(sure)))
