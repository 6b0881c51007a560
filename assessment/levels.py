"""The levels of urgency and their order."""

from __future__ import annotations

from typing import Final, Literal

Level = Literal["undetermined", "self_care", "routine", "urgent", "emergency"]

_ORDER: Final[tuple[Level, ...]] = ("undetermined", "self_care", "routine", "urgent", "emergency")
RANK: Final[dict[Level, int]] = {level: rank for rank, level in enumerate(_ORDER)}


def as_level(name: str) -> Level:
    """The level called `name`; ValueError names the ones there are."""
    for level in _ORDER:
        if level == name:
            return level
    raise ValueError(f"no urgency level is called {name!r}; choose one of {', '.join(_ORDER)}")


def highest(first: Level, second: Level) -> Level:
    """The more urgent of two levels."""
    return first if RANK[first] >= RANK[second] else second
