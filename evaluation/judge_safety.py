"""Judges red flags: emergencies must reach their level, look-alikes must be left alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from evaluation.figures import Figure, Mistake, parts, rate_of
from evaluation.reading import Reading
from evaluation.sets import NEVER_MISSED, Item

ESCALATED = {"emergency": ("emergency",), "urgent": ("emergency", "urgent")}
LEAST_ESCALATED, LEAST_LEFT_ALONE = 0.99, 0.93
_SAME_SIGNS = Path(__file__).with_name("same_signs.yml")


def escalated(item: Item, reading: Reading) -> bool:
    """Whether an emergency or same-day case reached at least its level."""
    return reading.level in ESCALATED[item.labels["level"]]


def left_alone(reading: Reading) -> bool:
    """Whether a look-alike stayed below the same day."""
    return reading.level not in ESCALATED["urgent"]


def rightly_named(item: Item, reading: Reading) -> bool:
    """Whether the sign, or one that stands for the same danger, is among the flags."""
    flag = item.labels["flag"]
    return bool({flag, *same_signs().get(flag, ())} & set(reading.flags))


@lru_cache(maxsize=1)
def same_signs() -> Mapping[str, Sequence[str]]:
    """Flags that name the same danger, by flag."""
    loaded: Mapping[str, Sequence[str]] = yaml.safe_load(_SAME_SIGNS.read_text(encoding="utf-8"))
    return loaded


def judge_emergencies(
    items: Sequence[Item], readings: Mapping[str, Reading]
) -> tuple[list[Figure], list[Mistake], dict[str, tuple[int, int]]]:
    """Figures, mistakes, and by flag how many of how many were missed."""
    marks: dict[str, list[bool]] = defaultdict(list)
    mistakes = []
    for item in items:
        reading = readings[item.id]
        good = escalated(item, reading)
        marks[item.labels["flag"]].append(good)
        if not good:
            mistakes.append(_missed(item, reading))
    never = [mark for flag in NEVER_MISSED for mark in marks[flag]]
    every = [mark for listed in marks.values() for mark in listed]
    figures = [
        rate_of(
            "emergencies", "emergencies, same-day cases escalated", every, target=LEAST_ESCALATED
        ),
        rate_of("emergencies.never", "the five never-to-miss signs", never, target=1.0),
        rate_of(
            "emergencies.named",
            "the sign rightly named",
            (rightly_named(item, readings[item.id]) for item in items),
        ),
    ]
    return figures, mistakes, {f: (m.count(False), len(m)) for f, m in sorted(marks.items())}


def judge_look_alikes(
    items: Iterable[Item], readings: Mapping[str, Reading]
) -> tuple[list[Figure], list[Mistake]]:
    """How many were left alone, in all and by kind."""
    marks: dict[str, list[bool]] = defaultdict(list)
    mistakes = []
    for item in items:
        reading = readings[item.id]
        marks[item.kind].append(left_alone(reading))
        if not left_alone(reading):
            got = f"{reading.level}: {', '.join(reading.flags) or 'by rule'}"
            wanted = f"left alone ({item.kind})"
            mistakes.append(Mistake(item.id, item.set, item.half, item.text, wanted, got))
    every = [mark for listed in marks.values() for mark in listed]
    whole = rate_of("look_alikes", "look-alikes left alone", every, target=LEAST_LEFT_ALONE)
    return parts(whole, marks), mistakes


def _missed(item: Item, reading: Reading) -> Mistake:
    wanted = f"{item.labels['level']}: {item.labels['flag']}"
    got = f"{reading.level}: {', '.join(reading.flags) or 'no flag'}"
    return Mistake(item.id, item.set, item.half, item.text, wanted, got)
