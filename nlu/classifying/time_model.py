"""Which of the times in a message says how long the back has trembled: a regression over clues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from nlu.classifying.linear import LinearModel
from nlu.classifying.ngrams import Floats, Row
from nlu.language.time_clues import Clues

_OWN, _ANOTHER = "own", "another"
_RAREST = 2
_STRENGTH = 0.1


class TimeModel:
    """How likely each time in a message is the one that the trembling has lasted."""

    def __init__(self, clues: Sequence[str], weights: Floats, bias: Floats) -> None:
        self._column = {clue: column for column, clue in enumerate(clues)}
        nothing = np.zeros((0, len(bias)), dtype=np.float32)
        self._linear = LinearModel((_ANOTHER, _OWN), nothing, weights, bias)

    @classmethod
    def train(cls, cases: Sequence[Clues], own: Sequence[bool]) -> TimeModel:
        """Learn from times with their clues and whether each was the trembling's."""
        counts = Counter(clue for clues in cases for clue in clues)
        known = sorted(clue for clue, count in counts.items() if count >= _RAREST)
        empty = np.zeros((len(cases), 0), dtype=np.float32)
        labels = [_OWN if one else _ANOTHER for one in own]
        untaught = cls(known, np.zeros((len(known), 2), np.float32), np.zeros(2, np.float32))
        sparse = _matrix([untaught._row(clues) for clues in cases], len(known))
        linear = LinearModel.train(empty, sparse, labels, _STRENGTH, balanced=False)
        return cls(known, linear.sparse, linear.bias)

    def chances(self, cases: Sequence[Clues]) -> list[float]:
        """For each of the times how likely it is the trembling's."""
        rows = [self._row(clues) for clues in cases]
        empty = np.zeros((len(rows), 0), dtype=np.float32)
        return [float(row[1]) for row in self._linear.probabilities(empty, rows)]

    def _row(self, clues: Clues) -> Row:
        columns = sorted(self._column[clue] for clue in clues if clue in self._column)
        return Row(np.asarray(columns, dtype=np.int64), np.ones(len(columns), dtype=np.float32))

    def to_arrays(self) -> dict[str, Any]:
        """Everything as plain arrays."""
        return {
            "clues": np.asarray(list(self._column), dtype=np.str_),
            "weights": self._linear.sparse,
            "bias": self._linear.bias,
        }

    @classmethod
    def from_arrays(cls, arrays: Any) -> TimeModel:
        """The model that `to_arrays` kept."""
        return cls([str(clue) for clue in arrays["clues"]], arrays["weights"], arrays["bias"])


def _matrix(rows: Sequence[Row], width: int) -> csr_matrix:
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), width))
