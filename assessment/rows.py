"""Reads rows of the knowledge store into parts of the clinical model."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

from assessment.levels import as_level
from assessment.parts import Care, Condition, Question, RedFlag, UrgencyRule, Weight

Row = Mapping[str, Any]

# What clinical.md 5c calls a maximum: the umbrella is as likely as its likeliest part.
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "degenerative_changes": ("osteochondrosis", "spondylosis"),
    "neurological_disorder": ("parkinson", "multiple_sclerosis"),
}
_STRONG: Final = 3.0  # a history finding of so many points names the illness itself


def weight(row: Row) -> Weight:
    """Points when all terms hold."""
    return Weight(row["condition"], frozenset(row["when"]), float(row["points"]))


def known_diagnoses(
    weights: Iterable[Weight], kinds: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Condition -> history findings that name it: a known illness needs no further proof."""
    named: dict[str, tuple[str, ...]] = {}
    for item in weights:
        term = next(iter(item.when))
        if len(item.when) == 1 and kinds.get(term) == "history" and item.points >= _STRONG:
            named[item.condition] = (*named.get(item.condition, ()), term)
    return named


def condition(row: Row, known: Mapping[str, tuple[str, ...]]) -> Condition:
    """With what it requires; a known diagnosis always suffices."""
    cap, requires = row.get("cap"), _terms(row, "requires")
    return Condition(
        id=row["id"],
        kind=row["kinds"][0],
        prior=float(row["prior"]),
        requires=(*requires, *known.get(row["id"], ())) if requires else (),
        cap=math.inf if cap is None else float(cap),
        parts=_PARTS.get(row["id"], ()),
    )


def care(row: Row) -> Care:
    """Tests and doctors, in order."""
    return Care(_terms(row, "tests"), _terms(row, "specialists"))


def rule(row: Row) -> UrgencyRule:
    """A combination of terms and its level."""
    return UrgencyRule(
        id=row["id"],
        level=as_level(row["level"]),
        flag=row.get("flag"),
        all=frozenset(_terms(row, "all")),
        any=frozenset(_terms(row, "any")),
        unless=frozenset(_terms(row, "unless")),
        because=row["because"],
        milder_words=_terms(row, "milder_words"),
    )


def red_flag(row: Row) -> RedFlag:
    """Without `higher_level` the level is always the same."""
    higher = as_level(row.get("higher_level") or row["level"])
    return RedFlag(row["id"], as_level(row["level"]), higher, _terms(row, "higher_words"))


def question(row: Row) -> Question:
    """A question with the ids of its choices."""
    return Question(
        id=row["id"],
        kind=row["kind"],
        choices=tuple(choice["id"] for choice in row["choices"]),
        chance=float(row.get("chance") or 0),
        enough=_terms(row, "enough"),
        settled_by=frozenset(_terms(row, "settled_by")),
    )


def first_sentence(text: str) -> str:
    """What it is for, in short."""
    words = " ".join(text.split())
    end = words.find(". ")
    return words if end < 0 else words[: end + 1]


def _terms(row: Row, field: str) -> tuple[str, ...]:
    values: Iterable[str] = row.get(field) or ()
    return tuple(values)
