"""Multinomial logistic regression: trained by scikit-learn, kept and used as plain arrays."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlu.classifying.ngrams import Floats, Row

_ITERATIONS = 60


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights for dense columns and for n-gram columns, one column of output for each label."""

    labels: tuple[str, ...]
    dense: Floats
    sparse: Floats
    bias: Floats

    @classmethod
    def train(
        cls, dense: Floats, sparse: csr_matrix | None, labels: Sequence[str], strength: float
    ) -> LinearModel:
        """Fit on all rows; rare labels count as much as frequent ones."""
        rows = csr_matrix(dense) if sparse is None else hstack([csr_matrix(dense), sparse]).tocsr()
        model = LogisticRegression(C=strength, max_iter=_ITERATIONS, class_weight="balanced")
        with warnings.catch_warnings():
            # Stopping before the last digit is meant: cross-validation judges the outcome.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(dense if sparse is None else rows, np.asarray(labels))
        weights = model.coef_.T.astype(np.float32)
        width = dense.shape[1]
        bias = model.intercept_.astype(np.float32)
        return cls(tuple(model.classes_), weights[:width], weights[width:], bias)

    def probabilities(self, dense: Floats, sparse: Sequence[Row] = ()) -> npt.NDArray[np.float64]:
        """One row of probabilities for each row of input."""
        scores = (dense @ self.dense + self.bias).astype(np.float64)
        for place, row in enumerate(sparse):
            scores[place] += row.values @ self.sparse[row.columns]
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        shares: npt.NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return shares
