"""Which of the times in a message says how long the back has trembled: a regression over clues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nlu.classifying.linear import LinearModel
from nlu.classifying.ngrams import Floats, Row, matrix_of
from nlu.language.time_clues import Clues

_OWN, _ANOTHER = "own", "another"
_RAREST = 2
_STRENGTH = 0.1  # of 0.1, 0.3 and 1 the one that did best (ADR 16)


class TimeModel:
    """How likely each time in a message is the one that the trembling has lasted."""

    def __init__(self, clues: Sequence[str], weights: Floats, bias: Floats) -> None:
        self._column = _columns(clues)
        nothing = np.zeros((0, len(bias)), dtype=np.float32)
        self._linear = LinearModel((_ANOTHER, _OWN), nothing, weights, bias)

    @classmethod
    def train(cls, cases: Sequence[Clues], own: Sequence[bool]) -> TimeModel:
        """Learn from times with their clues and whether each was the trembling's."""
        counts = Counter(clue for clues in cases for clue in clues)
        known = sorted(clue for clue, count in counts.items() if count >= _RAREST)
        empty = np.zeros((len(cases), 0), dtype=np.float32)
        labels = [_OWN if one else _ANOTHER for one in own]
        columns = _columns(known)
        sparse = matrix_of([_row(clues, columns) for clues in cases], len(known))
        linear = LinearModel.train(empty, sparse, labels, _STRENGTH, balanced=False)
        return cls(known, linear.sparse, linear.bias)

    def chances(self, cases: Sequence[Clues]) -> list[float]:
        """For each of the times how likely it is the trembling's."""
        rows = [_row(clues, self._column) for clues in cases]
        empty = np.zeros((len(rows), 0), dtype=np.float32)
        return [float(row[1]) for row in self._linear.probabilities(empty, rows)]

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


def _columns(clues: Sequence[str]) -> dict[str, int]:
    return {clue: column for column, clue in enumerate(clues)}


def _row(clues: Clues, known: Mapping[str, int]) -> Row:
    columns = sorted(known[clue] for clue in clues if clue in known)
    return Row(np.asarray(columns, dtype=np.int64), np.ones(len(columns), dtype=np.float32))
