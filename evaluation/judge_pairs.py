"""Judges the status of a finding: stated, denied, unsure, feared, past, somebody else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from evaluation.figures import Figure, Mistake, parts, rate_of
from evaluation.reading import Reading
from evaluation.sets import Item

LEAST_RIGHT = 0.95
# What a message of each status may be read as (tests/evaluation/LABELS.md).
ALLOWED: Mapping[str, frozenset[str]] = {
    "present": frozenset({"present"}),
    "absent": frozenset({"absent"}),
    "unknown": frozenset({"neither"}),
    "hypothetical": frozenset({"neither"}),
    "past": frozenset({"neither", "absent"}),
    "other": frozenset({"neither", "absent"}),
}


def status_of(finding: str, facts: Mapping[str, Any]) -> str:
    """`present`, `absent` or `neither`."""
    if finding in facts["negated"]:
        return "absent"
    stated = any(finding in facts[name] for name in ("triggers", "symptoms", "history"))
    return "present" if stated else "neither"


def judge(
    items: Iterable[Item], readings: Mapping[str, Reading]
) -> tuple[list[Figure], list[Mistake]]:
    """Status accuracy in all and by status, and groups that are right throughout."""
    marks: dict[str, list[bool]] = defaultdict(list)
    groups: dict[str, list[bool]] = defaultdict(list)
    mistakes = []
    for item in items:
        wanted = item.labels["status"]
        got = status_of(item.labels["finding"], readings[item.id].facts)
        good = got in ALLOWED[wanted]
        marks[wanted].append(good)
        groups[item.kind].append(good)
        if not good:
            label = f"{item.labels['finding']} {wanted}"
            mistakes.append(Mistake(item.id, item.set, item.half, item.text, label, got))
    every = [mark for listed in marks.values() for mark in listed]
    whole = rate_of("pairs", "status of a finding (minimal pairs)", every, target=LEAST_RIGHT)
    right = rate_of("pairs.groups", "findings right in all variants", map(all, groups.values()))
    return [*parts(whole, marks), right], mistakes
