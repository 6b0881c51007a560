"""What a run yields: figures with their targets, and the items that went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluation.intervals import wilson


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate: `right` of `total`; for a rate of mistakes, `right` counts the mistakes.

    An F1 is given as 2·TP of 2·TP + FP + FN, halved, so that it has a count and an interval too.
    """

    key: str
    name: str
    right: float
    total: float
    target: float | None = None
    mistakes: bool = False  # lower is better
    part_of: str = ""  # key of the figure that this one is a part of

    @property
    def rate(self) -> float:
        """Nothing measured counts as nothing wrong."""
        if not self.total:
            return 0.0 if self.mistakes else 1.0
        return self.right / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """95 %, Wilson."""
        return wilson(self.right, self.total)

    @property
    def reached(self) -> bool | None:
        """Whether the target is met; None if there is none."""
        if self.target is None:
            return None
        return self.rate <= self.target if self.mistakes else self.rate >= self.target

    def to_dict(self) -> dict[str, Any]:
        """For the history; the interval follows from the counts."""
        return {"right": self.right, "total": self.total, "rate": round(self.rate, 4)}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One item that went wrong, with what was wanted and what came."""

    id: str
    set: str
    half: str
    text: str
    wanted: str
    got: str


@dataclass(slots=True)
class Results:
    """Everything that one run found out."""

    figures: list[Figure] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    confusion: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    missed_by_flag: dict[str, tuple[int, int]] = field(default_factory=dict)  # missed, of
    latency: list[LatencyRow] = field(default_factory=list)

    def figure(self, key: str) -> Figure:
        """The figure called `key`."""
        return next(figure for figure in self.figures if figure.key == key)

    def add(self, figures: Iterable[Figure], mistakes: Iterable[Mistake] = ()) -> None:
        """Take in what one judge found."""
        self.figures += figures
        self.mistakes += mistakes


@dataclass(frozen=True, slots=True)
class LatencyRow:
    """How long messages of one length took, in milliseconds."""

    words: str
    messages: int
    p50: float
    p99: float
    cpu_p50: float
    cpu_p99: float


def rate_of(key: str, name: str, marks: Iterable[bool], **rest: Any) -> Figure:
    """A figure from marks: True is counted."""
    listed = list(marks)
    return Figure(key, name, sum(listed), len(listed), **rest)


def parts(figure: Figure, marks: Mapping[str, list[bool]]) -> list[Figure]:
    """A figure followed by its parts, one a stratum."""
    return [
        figure,
        *(
            rate_of(
                f"{figure.key}.{stratum}",
                stratum.replace("_", " "),
                listed,
                mistakes=figure.mistakes,
                part_of=figure.key,
            )
            for stratum, listed in marks.items()
        ),
    ]
