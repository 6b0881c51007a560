"""What a ledger establishes, in the form that weights and rules are tested on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assessment import classify
from assessment.classify import Activation, Course
from assessment.ledger import Evidence, Ledger, Status
from assessment.model import ClinicalModel
from assessment.terms import Comparison, Span

# A relative's illness is not the patient's history; a family's tremor is (vocabulary.md).
_OF_THE_FAMILY: Final = "family_tremor"


_Flags = tuple[dict[str, Evidence], dict[str, Evidence], dict[str, tuple[int, Evidence]]]


@dataclass(frozen=True, slots=True)
class Facts:
    """The patient's own, current situation as the ledger tells it."""

    findings: Mapping[str, Evidence]  # newest evidence of each finding that stands
    ever: Mapping[str, int]  # finding -> place in the ledger where it was last called present
    axes: Mapping[str, Status]  # static/kinetic -> what was said
    activation: Activation
    course: Course
    onset: str | None
    hint: Course | None
    duration: Span | None
    age: Span | None
    active_flags: Mapping[str, Evidence]
    unclear_flags: Mapping[str, Evidence]
    retracted_flags: Mapping[str, tuple[int, Evidence]]  # with the place of the withdrawal
    closed: Mapping[str, Status]  # questions that were dealt with, and how
    true: frozenset[str]  # every term that holds
    lasting: frozenset[str]  # the same, with findings that were denied later: for emergencies

    def status(self, finding: str) -> Status | None:
        """Status of a finding, or None if it was never spoken of."""
        entry = self.findings.get(finding)
        return entry.status if entry else None


def read(ledger: Ledger, model: ClinicalModel) -> Facts:
    """Read the ledger for the terms that the model uses."""
    findings, ever = _findings(ledger)
    active, unclear, retracted = _flags(ledger, model)
    axes, onset, hint = classify.axes(ledger), classify.onset(ledger), classify.course_hint(ledger)
    duration, age = classify.span(ledger, "duration"), classify.span(ledger, "age")
    activation, course = classify.activation_of(axes), classify.course_of(duration, onset, hint)
    true = {
        *finding_terms(findings),
        *context_terms(activation, course, onset),
        *(f"flag:{flag}" for flag in active),
        *number_terms(duration, age, model.numbers),
    }
    return Facts(
        findings=findings,
        ever=ever,
        axes=axes,
        activation=activation,
        course=course,
        onset=onset,
        hint=hint,
        duration=duration,
        age=age,
        active_flags=active,
        unclear_flags=unclear,
        retracted_flags=retracted,
        closed={entry.value: entry.status for entry in ledger.standing("question")},
        true=frozenset(true),
        lasting=frozenset(true | ever.keys()),
    )


def finding_terms(findings: Mapping[str, Evidence]) -> Iterator[str]:
    """`numbness` for what is present, `!numbness` for what was denied."""
    for name, entry in findings.items():
        if entry.status != "unknown":
            yield name if entry.status == "present" else f"!{name}"


def context_terms(activation: Activation, course: Course, onset: str | None) -> Iterator[str]:
    """The terms of the tremor's kind; somebody who shakes always shakes at rest and in action."""
    if activation in ("static", "both"):
        yield "activation:static"
    if activation in ("kinetic", "both"):
        yield "activation:kinetic"
    if activation == "both":
        yield "activation:both"
    if course != "unclear":
        yield f"course:{course}"
    if onset is not None:
        yield f"onset:{onset}"


def number_terms(
    duration: Span | None, age: Span | None, numbers: Iterable[Comparison]
) -> Iterator[str]:
    """Those comparisons that certainly hold."""
    for number in numbers:
        if number.holds(age if number.of == "age" else duration):
            yield number.term


def _findings(ledger: Ledger) -> tuple[dict[str, Evidence], dict[str, int]]:
    newest: dict[str, Evidence] = {}
    ever: dict[str, int] = {}
    for place, entry in enumerate(ledger.entries):
        if entry.about != "finding" or entry.time != "current" or not _is_own(entry):
            continue
        newest[entry.value] = entry
        if entry.status == "present":
            ever[entry.value] = place
        elif entry.status == "retracted":
            ever.pop(entry.value, None)
    return {name: e for name, e in newest.items() if e.status != "retracted"}, ever


def _is_own(entry: Evidence) -> bool:
    return entry.subject == "self" or entry.value == _OF_THE_FAMILY


def _flags(ledger: Ledger, model: ClinicalModel) -> _Flags:
    """A flag stays in force until it is withdrawn; a later denial alone does not end it."""
    active: dict[str, Evidence] = {}
    unclear: dict[str, Evidence] = {}
    retracted: dict[str, tuple[int, Evidence]] = {}
    for place, entry in enumerate(ledger.entries):
        if entry.about != "flag" or (entry.subject, entry.time) != ("self", "current"):
            continue
        if _is_derived(entry, model):
            continue
        unclear.pop(entry.value, None)
        if entry.status == "present":
            known = active.get(entry.value)
            if known is None or entry.is_graver_than(known):
                active[entry.value] = entry
            retracted.pop(entry.value, None)
        elif entry.status == "retracted":
            active.pop(entry.value, None)
            retracted[entry.value] = (place, entry)
        elif entry.status == "unknown" and entry.value not in active:
            unclear[entry.value] = entry
    return active, unclear, retracted


def _is_derived(entry: Evidence, model: ClinicalModel) -> bool:
    """A noted conclusion below an emergency counts only for as long as its findings stand."""
    concluded = (entry.origin, entry.status) == ("inferred", "present")
    return concluded and model.flags[entry.value].level != "emergency"
