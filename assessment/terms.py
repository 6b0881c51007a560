"""The terms that weights and rules are written in, such as `!numbness` or `age>=50`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

_COMPARISON: Final = re.compile(r"(age|duration)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)")
_OPERATORS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A number that may be known only as a range; both ends are included."""

    low: float
    high: float

    @property
    def exact(self) -> float | None:
        """The number itself, or None for a range."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A term over a number: `age>=50`, `duration<14`."""

    term: str
    of: Literal["age", "duration"]
    sign: str
    limit: float

    def holds(self, span: Span | None) -> bool:
        """True only if it is certain: every number of the span satisfies it."""
        if span is None:
            return False
        compare = _OPERATORS[self.sign]
        return compare(span.low, self.limit) and compare(span.high, self.limit)


def comparison(term: str) -> Comparison | None:
    """`term` as a comparison, or None if it is another kind of term."""
    match = _COMPARISON.fullmatch(term)
    if match is None:
        return None
    of: Literal["age", "duration"] = "age" if match[1] == "age" else "duration"
    return Comparison(term, of, match[2], float(match[3]))


def parse_span(value: str) -> Span | None:
    """Read `21`, `14-42` or `84-`; an empty text is None (the person does not know)."""
    if not value:
        return None
    low, dash, high = value.partition("-")
    if not dash:
        return Span(float(low), float(low))
    return Span(float(low), float(high) if high else float("inf"))


def range_of(choice: str) -> str | None:
    """The range that a choice such as `days_14_42` or `age_71` stands for: `14-42`, `71-`."""
    _, *numbers = choice.split("_")
    if not numbers or not all(number.isdigit() for number in numbers):
        return None
    return f"{numbers[0]}-{numbers[1] if numbers[1:] else ''}"


def finding_of(term: str) -> str | None:
    """The finding id inside `numbness` or `!numbness`; None for every other kind of term."""
    bare = term.removeprefix("!")
    return None if ":" in bare or comparison(bare) else bare


def comparisons(terms: Iterable[str]) -> tuple[Comparison, ...]:
    """The distinct comparisons among `terms`."""
    found = {term: comparison(term) for term in terms}
    return tuple(item for item in found.values() if item is not None)


def findings_of(terms: Iterable[str]) -> tuple[str, ...]:
    """The findings that `terms` speak of, in order."""
    return tuple(name for name in map(finding_of, sorted(terms)) if name)
