"""The clinical model: conditions, weights, rules and questions, indexed for quick reasoning."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from assessment.levels import Level, as_level
from assessment.terms import Comparison, comparisons, finding_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weight:
    """Points for or against a condition when all terms hold."""

    condition: str
    when: frozenset[str]
    points: float


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that may be behind the tremor."""

    id: str
    kind: str
    prior: float
    requires: tuple[str, ...]  # any one of these terms; without them the score is capped
    cap: float
    parts: tuple[str, ...]  # an umbrella scores at least as high as its best part


@dataclass(frozen=True, slots=True)
class Care:
    """Tests and doctors that fit a condition, first things first."""

    tests: tuple[str, ...]
    specialists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UrgencyRule:
    """A level that follows from a combination of terms."""

    id: str
    level: Level
    flag: str | None  # the red flag this combination amounts to
    all: frozenset[str]
    any: frozenset[str]
    unless: frozenset[str]
    because: str

    @property
    def sole_sign(self) -> str | None:
        """The finding that decides all alone, such as numbness between the legs."""
        if self.any or len(self.all) != 1:
            return None
        return finding_of(next(iter(self.all)))

    def holds(self, true: Set[str]) -> bool:
        """All of `all`, one of `any`, none of `unless`."""
        return (
            self.all <= true
            and (not self.any or not self.any.isdisjoint(true))
            and self.unless.isdisjoint(true)
        )


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red flag; some are more urgent when the person's words hold one of `higher_words`."""

    id: str
    level: Level
    higher_level: Level
    higher_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the interview."""

    id: str
    kind: str
    choices: tuple[str, ...]
    chance: float  # how often a yes is to be expected
    enough: tuple[str, ...]  # findings that make it superfluous once all are known


@dataclass(frozen=True, slots=True)
class ClinicalModel:
    """Everything the reasoning knows; built once from the knowledge store's rows."""

    conditions: Mapping[str, Condition]
    weights: tuple[Weight, ...]
    care: Mapping[str, Care]
    rules: tuple[UrgencyRule, ...]
    flags: Mapping[str, RedFlag]
    questions: Mapping[str, Question]
    finding_kinds: Mapping[str, str]
    specialist_why: Mapping[str, str]
    test_why: Mapping[str, str]
    numbers: tuple[Comparison, ...]
    weights_of: Mapping[str, tuple[Weight, ...]]  # term -> the weights it takes part in
    handicaps: Mapping[str, float]  # tiny numbers: the order among conditions of equal score
    capped: tuple[Condition, ...]  # those that require a sign
    umbrellas: tuple[Condition, ...]
    required: frozenset[str]  # terms that lift some condition's cap
    rules_of: Mapping[str, tuple[UrgencyRule, ...]]  # term -> the rules it helps to fire
    finding_questions: tuple[Question, ...]
    refining_questions: tuple[Question, ...]  # about findings and age
    checklist: frozenset[str]  # what the safety question asks about
    gravest_signs: tuple[str, ...]  # findings of the checklist that alone are an emergency

    @classmethod
    def from_content(cls, content: Mapping[str, Sequence[Row]]) -> ClinicalModel:
        """Read the rows of the knowledge store (`clinical_content()`)."""
        weights = tuple(_weight(row) for row in content["weights"] if "when" in row)
        rules = tuple(_rule(row) for row in content["urgency_rules"])
        kinds = {row["id"]: row["kind"] for row in content["findings"]}
        known = _known_diagnoses(weights, kinds)
        conditions = {row["id"]: _condition(row, known) for row in content["conditions"]}
        questions = {row["id"]: _question(row) for row in content["questions"]}
        terms = {term for weight in weights for term in weight.when}
        terms |= {term for rule in rules for term in rule.all | rule.any | rule.unless}
        terms |= {term for condition in conditions.values() for term in condition.requires}
        grave = {rule.sole_sign for rule in rules if rule.level == "emergency"}
        return cls(
            conditions=conditions,
            weights=weights,
            care={row["condition"]: _care(row) for row in content["care"]},
            rules=rules,
            flags={row["id"]: _flag(row) for row in content["red_flags"]},
            questions=questions,
            finding_kinds=kinds,
            specialist_why={row["id"]: _line(row, "does") for row in content["specialists"]},
            test_why={row["id"]: _line(row, "text") for row in content["tests"]},
            numbers=comparisons(sorted(terms)),
            weights_of={t: tuple(w for w in weights if t in w.when) for t in terms},
            handicaps=_handicaps(conditions.values()),
            capped=tuple(c for c in conditions.values() if c.requires),
            umbrellas=tuple(c for c in conditions.values() if c.parts),
            required=frozenset(t for c in conditions.values() for t in c.requires),
            rules_of={t: tuple(r for r in rules if t in r.all | r.any) for t in terms},
            finding_questions=tuple(q for q in questions.values() if q.kind == "finding"),
            refining_questions=tuple(q for q in questions.values() if q.kind in ("finding", "age")),
            checklist=frozenset(_checklist(questions)),
            gravest_signs=tuple(name for name in _checklist(questions) if name in grave),
        )


# What clinical.md 5c calls a maximum: the umbrella is as likely as its likeliest part.
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "degenerative_changes": ("osteochondrosis", "spondylosis"),
    "neurological_disorder": ("parkinson", "multiple_sclerosis"),
}


_STRONG: Final = 3.0
_TINY: Final = 1e-6  # far below the smallest difference of two scores


def _weight(row: Row) -> Weight:
    return Weight(row["condition"], frozenset(row["when"]), float(row["points"]))


def _checklist(questions: Mapping[str, Question]) -> list[str]:
    return [c for q in questions.values() if q.kind == "safety" for c in q.choices]


def _known_diagnoses(
    weights: Iterable[Weight], kinds: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Condition -> history findings that name it: a known illness needs no further proof."""
    named: dict[str, tuple[str, ...]] = {}
    for weight in weights:
        term = next(iter(weight.when))
        if len(weight.when) == 1 and kinds.get(term) == "history" and weight.points >= _STRONG:
            named[weight.condition] = (*named.get(weight.condition, ()), term)
    return named


def _condition(row: Row, known: Mapping[str, tuple[str, ...]]) -> Condition:
    cap, requires = row.get("cap"), _terms(row, "requires")
    return Condition(
        id=row["id"],
        kind=row["kinds"][0],
        prior=float(row["prior"]),
        requires=(*requires, *known.get(row["id"], ())) if requires else (),
        cap=math.inf if cap is None else float(cap),
        parts=_PARTS.get(row["id"], ()),
    )


def _handicaps(conditions: Iterable[Condition]) -> dict[str, float]:
    """Of equals, first the one that owes more to what was told; an umbrella after its parts."""
    ordered = sorted(conditions, key=lambda condition: (bool(condition.parts), condition.prior))
    return {condition.id: place * _TINY for place, condition in enumerate(ordered)}


def _care(row: Row) -> Care:
    return Care(_terms(row, "tests"), _terms(row, "specialists"))


def _rule(row: Row) -> UrgencyRule:
    return UrgencyRule(
        id=row["id"],
        level=as_level(row["level"]),
        flag=row.get("flag"),
        all=frozenset(_terms(row, "all")),
        any=frozenset(_terms(row, "any")),
        unless=frozenset(_terms(row, "unless")),
        because=row["because"],
    )


def _flag(row: Row) -> RedFlag:
    higher = as_level(row.get("higher_level") or row["level"])
    return RedFlag(row["id"], as_level(row["level"]), higher, _terms(row, "higher_words"))


def _question(row: Row) -> Question:
    return Question(
        id=row["id"],
        kind=row["kind"],
        choices=tuple(choice["id"] for choice in row["choices"]),
        chance=float(row.get("chance") or 0),
        enough=_terms(row, "enough"),
    )


def _terms(row: Row, field: str) -> tuple[str, ...]:
    values: Iterable[str] = row.get(field) or ()
    return tuple(values)


def _line(row: Row, field: str) -> str:
    """The first sentence of a text: what it is for, in short."""
    text = " ".join(str(row[field]).split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
