"""Multinomial logistic regression over dense and sparse columns, kept as plain arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from nlu.classifying.ngrams import Floats, Row

Doubles = npt.NDArray[np.float64]
_ITERATIONS, _MEMORY = 60, 10


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights for dense columns and for n-gram columns, one column of output for each label."""

    labels: tuple[str, ...]
    dense: Floats
    sparse: Floats
    bias: Floats

    @classmethod
    def train(
        cls,
        dense: Floats,
        sparse: csr_matrix | None,
        labels: Sequence[str],
        strength: float,
        *,
        balanced: bool = True,
    ) -> LinearModel:
        """Fit on all rows by L-BFGS; `balanced`, rare labels count as much as frequent ones.

        scikit-learn's regression minimises the same sum, but wants all columns in one sparse
        matrix; with the dense ones apart the same fit takes less than half the time.
        """
        names = tuple(sorted(set(labels)))
        extra = csr_matrix((len(labels), 0), dtype=np.float32) if sparse is None else sparse
        weights = _weights(labels, len(names), balanced) * strength
        fit = _Fit(_with_bias(dense), extra, names, labels, weights)
        start = np.zeros(fit.size, dtype=np.float64)
        options = {"maxiter": _ITERATIONS, "maxcor": _MEMORY}
        best = minimize(fit.loss, start, jac=True, method="L-BFGS-B", options=options)
        found = best.x.reshape(-1, len(names)).astype(np.float32)
        width = dense.shape[1]
        return cls(names, found[:width], found[width + 1 :], found[width])

    def probabilities(self, dense: Floats, sparse: Sequence[Row] = ()) -> Doubles:
        """One row of probabilities for each row of input."""
        return shares_of(self.scores(dense, sparse))

    def scores(self, dense: Floats, sparse: Sequence[Row] = ()) -> Doubles:
        """What the probabilities are made of, one row for each row of input."""
        scores = (dense @ self.dense + self.bias).astype(np.float64)
        for place, row in enumerate(sparse):
            scores[place] += row.values @ self.sparse[row.columns]
        return scores


class _Fit:
    """The sum that training makes small: weighted cross-entropy, and short weights."""

    def __init__(
        self,
        dense: Floats,
        sparse: csr_matrix,
        names: Sequence[str],
        labels: Sequence[str],
        weights: Doubles,
    ) -> None:
        self._dense, self._sparse = dense, sparse
        self._back = sparse.T.tocsr()
        column = {name: place for place, name in enumerate(names)}
        self._true = np.asarray([column[label] for label in labels])
        self._rows = np.arange(len(labels))
        self._weight = weights
        self._shape = dense.shape[1] + sparse.shape[1], len(names)
        self.size = self._shape[0] * self._shape[1]
        self._bias_row = dense.shape[1] - 1

    def loss(self, flat: Doubles) -> tuple[float, Doubles]:
        """The sum and its slope."""
        weights = flat.reshape(self._shape)
        width = self._dense.shape[1]
        single = weights.astype(np.float32)
        scores = (self._dense @ single[:width] + self._sparse @ single[width:]).astype(np.float64)
        shares = shares_of(scores)
        right = np.maximum(shares[self._rows, self._true], 1e-12)
        shares[self._rows, self._true] -= 1.0
        miss = (shares * self._weight[:, np.newaxis]).astype(np.float32)
        slope = np.vstack([self._dense.T @ miss, self._back @ miss]).astype(np.float64)
        held = weights.copy()
        held[self._bias_row] = 0.0  # the bias is free, as everywhere
        slope += held
        total = -float(self._weight @ np.log(right)) + 0.5 * float((held * held).sum())
        return total, slope.ravel()


def _weights(labels: Sequence[str], names: int, balanced: bool) -> Doubles:
    """How much each row counts: 1 on average."""
    if not balanced:
        return np.ones(len(labels))
    counts = Counter(labels)
    share = len(labels) / names
    return np.asarray([share / counts[label] for label in labels])


def _with_bias(dense: Floats) -> Floats:
    return np.hstack([dense, np.ones((len(dense), 1))]).astype(np.float32)


def shares_of(scores: Doubles) -> Doubles:
    """Each row of scores as shares, together 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Doubles = powers / powers.sum(axis=1, keepdims=True)
    return shares
