"""Two witnesses of what a message says, the phrases and the network, and how far to believe each.

Both read every message for themselves. How often each is right when they disagree is measured on
labelled messages that the network was not taught with and no phrase was written for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from nlu.classifying.corpus import Status

Floats = npt.NDArray[np.float64]
STATUSES = len(Status)
_LEAST_SHARE = 1e-4
_HELD = 0.02  # how strongly the belief is held to "the network is right"


@dataclass(frozen=True, slots=True)
class Belief:
    """P(status | network, phrases) ~ share ** trust * weight[what the phrases say, status]."""

    trust: float
    weights: Floats

    @classmethod
    def learn(
        cls, shares: Floats, phrases: Sequence[int], true: Sequence[int], sayings: int = STATUSES
    ) -> Belief:
        """The most likely belief for cases with what the network and the phrases said of each.

        `shares` has one row of four for each case; `phrases` are numbers below `sayings`, and
        `true` are statuses.
        """
        logs, said, right = np.log(np.maximum(shares, _LEAST_SHARE)), list(phrases), list(true)
        places = np.arange(len(right))

        def loss(values: Floats) -> tuple[float, Floats]:
            trust, weights = values[0], values[1:].reshape(sayings, STATUSES)
            chances = _softmax(trust * logs + weights[said])
            miss = chances.copy()
            miss[places, right] -= 1.0
            slope = np.zeros_like(weights)
            np.add.at(slope, said, miss)
            total = -np.log(np.maximum(chances[places, right], 1e-12)).sum()
            held = np.concatenate([[trust - 1.0], weights.ravel()])
            return (
                float(total + _HELD * (held**2).sum()),
                np.concatenate([[(miss * logs).sum()], slope.ravel()]) + 2 * _HELD * held,
            )

        start = np.zeros(1 + sayings * STATUSES)
        start[0] = 1.0
        found = minimize(loss, start, jac=True, method="L-BFGS-B")
        return cls(float(found.x[0]), found.x[1:].reshape(sayings, STATUSES))

    def chances(self, shares: Any, phrases: Any) -> Floats:
        """How likely each status is, for many cases."""
        logs = np.log(np.maximum(np.asarray(shares, dtype=np.float64), _LEAST_SHARE))
        return _softmax(self.trust * logs + self.weights[np.asarray(phrases)])

    def to_array(self) -> Floats:
        """The belief as numbers."""
        return np.concatenate([[self.trust], self.weights.ravel()])

    @classmethod
    def from_array(cls, numbers: Floats) -> Belief:
        """What `to_array` gave."""
        return cls(float(numbers[0]), np.asarray(numbers[1:]).reshape(-1, STATUSES))


def odds(chance: Any) -> Floats:
    """The logarithm of the odds of a chance; a chance of 0 or 1 counts as nearly that."""
    clipped = np.clip(np.asarray(chance, dtype=np.float64), _LEAST_SHARE, 1.0 - _LEAST_SHARE)
    logarithm: Floats = np.log(clipped / (1.0 - clipped))
    return logarithm


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result
