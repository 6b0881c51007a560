"""Judges the facts of a message: each id is found, missed or invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.figures import Figure, Mistake
from evaluation.reading import Reading
from evaluation.sets import Item

LISTS = ("triggers", "symptoms", "negated", "history")
AXES = ("activation", "course")
TARGETS = {"facts": 0.90, "negated": 0.90, "activation": 0.92, "course": 0.92}
_DAYS_SHARE, _DAYS_LEAST = 0.02, 0.5  # tests/evaluation/LABELS.md


@dataclass(slots=True)
class Tally:
    """Right, invented and missed facts by field; and whether the two axes were right."""

    right: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    axis_right: Counter[str] = field(default_factory=Counter)
    axis_total: Counter[str] = field(default_factory=Counter)

    def f1(self, key: str, name: str, fields: Sequence[str], target: float | None) -> Figure:
        """F1 over some fields."""
        right = sum(self.right[name] for name in fields)
        wrong = sum(self.invented[name] + self.missed[name] for name in fields)
        part_of = "" if key == "facts" else "facts"
        return Figure(key, name, right, right + wrong / 2, target, part_of=part_of)

    def figures(self, prefix: str = "facts") -> list[Figure]:
        """The figures of issue and interface: micro F1, by list, and the axes' accuracy."""
        every = (*AXES, "duration_days", *LISTS)
        found = [self.f1(prefix, "facts of a message (micro F1)", every, TARGETS["facts"])]
        for name in AXES:
            right, total = self.axis_right[name], self.axis_total[name]
            label = f"{name} (accuracy, 'not said' included)"
            found.append(
                Figure(f"facts.{name}", label, right, total, TARGETS[name], part_of="facts")
            )
        for name in ("duration_days", *LISTS):
            label = f"{name.replace('_', ' ')} (F1)"
            found.append(self.f1(f"facts.{name}", label, (name,), TARGETS.get(name)))
        return found


def judge(items: Iterable[Item], readings: Mapping[str, Reading]) -> tuple[Tally, list[Mistake]]:
    """Count over all messages, and note each that is not wholly right."""
    tally, mistakes = Tally(), []
    for item in items:
        wrong = _judge_one(item.labels, readings[item.id].facts, tally)
        if wrong:
            wanted = ", ".join(text for sign, text in wrong if sign == "missed")
            got = ", ".join(text for sign, text in wrong if sign == "invented")
            mistakes.append(Mistake(item.id, item.set, item.half, item.text, wanted, got))
    return tally, mistakes


def _judge_one(
    labels: Mapping[str, Any], facts: Mapping[str, Any], tally: Tally
) -> list[tuple[str, str]]:
    wrong: list[tuple[str, str]] = []
    skipped, optional = set(labels.get("unscored", ())), set(labels.get("optional", ()))
    for name in AXES:
        if name not in skipped:
            same = labels.get(name) == facts.get(name)
            tally.axis_right[name] += same
            tally.axis_total[name] += 1
            wrong += _single(name, labels.get(name), facts.get(name), same, tally)
    if "duration_days" not in skipped:
        wanted, got = labels.get("duration_days"), facts.get("duration_days")
        wrong += _single("duration_days", wanted, got, _same_days(wanted, got), tally)
    for name in LISTS:
        if name not in skipped:
            wanted_ids = set(labels.get(name, ())) - optional
            wrong += _several(name, wanted_ids, set(facts[name]) - optional, tally)
    return wrong


def _single(name: str, wanted: Any, got: Any, same: bool, tally: Tally) -> list[tuple[str, str]]:
    if same:
        tally.right[name] += wanted is not None
        return []
    wrong = []
    if wanted is not None:
        tally.missed[name] += 1
        wrong.append(("missed", f"{name} {wanted}"))
    if got is not None:
        tally.invented[name] += 1
        wrong.append(("invented", f"{name} {got}"))
    return wrong


def _several(name: str, wanted: set[str], got: set[str], tally: Tally) -> list[tuple[str, str]]:
    tally.right[name] += len(wanted & got)
    tally.missed[name] += len(wanted - got)
    tally.invented[name] += len(got - wanted)
    missed = [("missed", f"{name} {value}") for value in sorted(wanted - got)]
    return missed + [("invented", f"{name} {value}") for value in sorted(got - wanted)]


def _same_days(wanted: float | None, got: float | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return abs(wanted - got) <= max(_DAYS_LEAST, _DAYS_SHARE * wanted)
