"""The summary for the doctor: what was told in the person's own words, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from assessment.assess import assess
from assessment.classify import span
from assessment.ledger import Evidence, Ledger
from assessment.model import ClinicalModel
from assessment.results import Assessment

_UNASKED: Final = ("volunteered", "agent")
_CANDIDATES: Final = 5  # what a doctor wants to read; the full list stands in the assessment


def summarize(
    ledger: Ledger, model: ClinicalModel, story: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Plain data with ids and quotes; the words around them are put by whoever shows it.

    `story` holds the messages that told something, `{"turn", "text"}` each.
    """
    assessment = assess(ledger, model)
    known = assessment.to_dict()
    return {
        "complaint": _told_in(story, ledger) or _quotes(ledger),
        "age": _age(ledger),
        "classification": known["classification"],
        "urgency": known["urgency"],
        "findings": _findings(assessment),
        "candidates": known["candidates"][:_CANDIDATES],
        "tests": known["tests"],
        "specialists": known["specialists"],
        "unmatched": known["unmatched"],
        "unanswered": [e.value for e in ledger.standing("question") if e.status == "unknown"],
        "complete": known["complete"],
    }


def _told_in(story: Iterable[Mapping[str, Any]], ledger: Ledger) -> list[str]:
    """The messages of which something still stands: going back takes the words back too."""
    turns = {entry.turn for entry in ledger.entries if entry.origin in _UNASKED}
    return list(dict.fromkeys(row["text"] for row in story if row["turn"] in turns))


def _quotes(ledger: Ledger) -> list[str]:
    """What the person said unasked, in their words and their order, each once."""
    told = (e.quote for e in ledger.entries if e.origin in _UNASKED)
    return list(dict.fromkeys(quote for quote in told if quote))


def _age(ledger: Ledger) -> dict[str, float | None] | None:
    """Years as a range (both ends the same if the age is exact); None if not told."""
    age = span(ledger, "age")
    if age is None:
        return None
    return {"from": age.low, "to": None if age.high == float("inf") else age.high}


def _findings(assessment: Assessment) -> dict[str, list[dict[str, Any]]]:
    """The patient's own and current ones by status; the past and other people's apart."""
    own = [(k, e) for k, e in assessment.findings if (e.subject, e.time) == ("self", "current")]
    other = [(k, e) for k, e in assessment.findings if e.subject == "other"]
    past = [(k, e) for k, e in assessment.findings if (e.subject, e.time) == ("self", "past")]
    return {
        "present": _rows((k, e) for k, e in own if e.status == "present"),
        "absent": _rows((k, e) for k, e in own if e.status == "absent"),
        "unknown": _rows((k, e) for k, e in own if e.status == "unknown"),
        "past": _rows(past),
        "others": _rows(other),
    }


def _rows(findings: Iterable[tuple[str, Evidence]]) -> list[dict[str, Any]]:
    return [
        {
            "id": evidence.value,
            "kind": kind,
            "status": evidence.status,
            "time": evidence.time,
            "subject": evidence.subject,
            "quote": evidence.quote,
            "turn": evidence.turn,
            "origin": evidence.origin,
        }
        for kind, evidence in findings
    ]
