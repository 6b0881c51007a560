"""The whole assessment of a ledger, in one call."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assessment import facts as reading
from assessment import next_question, rank, route, urgency
from assessment.facts import Facts
from assessment.ledger import Evidence, Ledger
from assessment.model import ClinicalModel
from assessment.results import Assessment, Classification, Urgency


class Statement(NamedTuple):
    """What a ledger says by itself, before anything is concluded from it."""

    classification: Classification
    findings: tuple[tuple[str, Evidence], ...]
    urgency: Urgency


def state(ledger: Ledger, model: ClinicalModel) -> Statement:
    """Kind of tremor, findings and urgency; a part of `assess` that costs a tenth of it."""
    facts = reading.read(ledger, model)
    return Statement(_classification(facts), _findings(ledger, model), urgency.judge(facts, model))


# A turn asks for the same assessment several times: the actions do not know of each other.
@lru_cache(maxsize=64)
def assess(ledger: Ledger, model: ClinicalModel) -> Assessment:
    """Kind of tremor, urgency, candidates, route and next question, from the ledger alone."""
    facts = reading.read(ledger, model)
    judged = urgency.judge(facts, model)
    candidates = rank.rank(model, facts.true)
    question, left = next_question.plan(facts, judged, candidates, model)
    return Assessment(
        classification=_classification(facts),
        findings=_findings(ledger, model),
        unmatched=_unmatched(ledger),
        urgency=judged,
        candidates=candidates,
        specialists=route.specialists(candidates, judged.level, model),
        tests=route.tests(candidates, model, facts.true),
        next_question=question,
        questions_left=left,
    )


def _classification(facts: Facts) -> Classification:
    return Classification(facts.activation, facts.course, facts.onset, facts.duration)


def _findings(ledger: Ledger, model: ClinicalModel) -> tuple[tuple[str, Evidence], ...]:
    """What stands about findings, other people's and the past's included."""
    return tuple(
        (model.finding_kinds.get(entry.value, "symptom"), entry)
        for entry in ledger.standing("finding")
        if entry.status != "retracted"
    )


def _unmatched(ledger: Ledger) -> tuple[str, ...]:
    """Medical words that no id covers, as they were said."""
    return tuple(e.value for e in ledger.standing("unmatched") if e.status == "present")
