"""The clinical model: everything the reasoning knows, indexed for quick use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assessment import rows
from assessment.parts import Care, Condition, Question, RedFlag, UrgencyRule, Weight
from assessment.rows import Row
from assessment.terms import Comparison, comparisons

_TINY: Final = 1e-6  # far below the smallest difference of two scores


@dataclass(frozen=True, eq=False)
class ClinicalModel:
    """Built once from the knowledge store's rows; the indices are made at first use."""

    conditions: Mapping[str, Condition]
    weights: tuple[Weight, ...]
    care: Mapping[str, Care]
    rules: tuple[UrgencyRule, ...]
    flags: Mapping[str, RedFlag]
    questions: Mapping[str, Question]
    finding_kinds: Mapping[str, str]
    specialist_why: Mapping[str, str]
    test_why: Mapping[str, str]
    test_unless: Mapping[str, frozenset[str]]

    @classmethod
    def from_content(cls, content: Mapping[str, Sequence[Row]]) -> ClinicalModel:
        """Read the rows of the knowledge store (`clinical_content()`)."""
        weights = tuple(rows.weight(row) for row in content["weights"])
        kinds = {row["id"]: row["kind"] for row in content["findings"]}
        known = rows.known_diagnoses(weights, kinds)
        doctors = content["specialists"]
        return cls(
            conditions={row["id"]: rows.condition(row, known) for row in content["conditions"]},
            weights=weights,
            care={row["condition"]: rows.care(row) for row in content["care"]},
            rules=tuple(rows.rule(row) for row in content["urgency_rules"]),
            flags={row["id"]: rows.red_flag(row) for row in content["red_flags"]},
            questions={row["id"]: rows.question(row) for row in content["questions"]},
            finding_kinds=kinds,
            specialist_why={row["id"]: rows.first_sentence(row["does"]) for row in doctors},
            test_why={row["id"]: rows.first_sentence(row["text"]) for row in content["tests"]},
            test_unless={r["id"]: frozenset(r.get("unless") or ()) for r in content["tests"]},
        )

    @cached_property
    def terms(self) -> frozenset[str]:
        """Every term that some weight, rule or condition speaks of."""
        return frozenset(self._all_terms())

    @cached_property
    def numbers(self) -> tuple[Comparison, ...]:
        """The comparisons among the terms."""
        return comparisons(sorted(self.terms))

    @cached_property
    def weights_of(self) -> Mapping[str, tuple[Weight, ...]]:
        """Term -> the weights that it takes part in."""
        return {term: tuple(w for w in self.weights if term in w.when) for term in self.terms}

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[UrgencyRule, ...]]:
        """Term -> the urgency rules that it helps to fire."""
        return {t: tuple(r for r in self.rules if t in r.all | r.any) for t in self.terms}

    @cached_property
    def handicaps(self) -> Mapping[str, float]:
        """Tiny numbers that order conditions of equal score.

        Of equals, the one that owes more to what was told comes first, an umbrella after its parts.
        """
        ordered = sorted(self.conditions.values(), key=lambda c: (bool(c.parts), c.prior))
        return {condition.id: place * _TINY for place, condition in enumerate(ordered)}

    @cached_property
    def capped(self) -> tuple[Condition, ...]:
        """Conditions that are "possible" at most without a certain sign."""
        return tuple(c for c in self.conditions.values() if c.requires)

    @cached_property
    def required(self) -> frozenset[str]:
        """Terms that lift the cap of some condition."""
        return frozenset(term for condition in self.capped for term in condition.requires)

    @cached_property
    def umbrellas(self) -> tuple[Condition, ...]:
        """Conditions that sum up others."""
        return tuple(c for c in self.conditions.values() if c.parts)

    @cached_property
    def finding_questions(self) -> tuple[Question, ...]:
        """Questions about one finding each."""
        return tuple(q for q in self.questions.values() if q.kind == "finding")

    @cached_property
    def refining_questions(self) -> tuple[Question, ...]:
        """Questions that are asked only if their answer can change something."""
        return tuple(q for q in self.questions.values() if q.kind in ("finding", "age"))

    @cached_property
    def checklist(self) -> tuple[str, ...]:
        """What the safety question lists."""
        return tuple(c for q in self.questions.values() if q.kind == "safety" for c in q.choices)

    @cached_property
    def gravest_signs(self) -> tuple[str, ...]:
        """Findings of the checklist that alone are an emergency."""
        grave = {rule.sole_sign for rule in self.rules if rule.level == "emergency"}
        return tuple(name for name in self.checklist if name in grave)

    def _all_terms(self) -> Iterator[str]:
        for weight in self.weights:
            yield from weight.when
        for rule in self.rules:
            yield from rule.all | rule.any | rule.unless
        for condition in self.conditions.values():
            yield from condition.requires
