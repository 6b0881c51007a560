"""Why a condition or a doctor is named: what fits, what speaks against it, what they are for."""

from __future__ import annotations

from actions.items import sources_of, titled
from actions.resources import Resources
from actions.result import RESULT_TOLD, names_of
from actions.turn import Say, Turn
from actions.wording import for_speaker, listed, phrases
from assessment.results import Candidate
from knowledge.models import Condition, Specialist


def asks_why(turn: Turn) -> bool:
    """Whether a message about something that is named asks for the reason of it."""
    why = turn.text.lower().startswith(tuple(phrases()["why"]))
    return why or asks_both_sides(turn)


def asks_both_sides(turn: Turn) -> bool:
    """Whether a message asks what speaks for or against, even if it names nothing."""
    said = turn.text.lower().replace("’", "'")
    return said.startswith(tuple(phrases()["for_and_against"]))


def is_told(turn: Turn) -> bool:
    """Whether the result is known and may be talked about: in an emergency it is not."""
    return RESULT_TOLD in turn.told and turn.situation != "emergency"


def why_condition(candidate: Candidate, turn: Turn, resources: Resources) -> Say:
    """How it can make a back tremble, and what was said for and against it."""
    item = resources.store.item(candidate.id)
    fits = [*candidate.context_for, *candidate.because]
    against = [*candidate.context_against, *candidate.against]
    nothing = phrases()["result"]["nothing"]
    linked = item.why_linked if isinstance(item, Condition) else ""
    facts = {
        "name": item.name,
        "linked": for_speaker(linked, turn.speaker),
        "because": listed(names_of(fits, turn.ledger, resources)) or nothing,
        "against": listed(names_of(against, turn.ledger, resources)) or nothing,
    }
    return Say("utter_why_candidate", facts, kind="answer", sources=sources_of([item]))


def why_doctor(doctor: Specialist, turn: Turn, resources: Resources) -> Say:
    """What this doctor does, when to see them, and which of one's own reasons lead there."""
    referrals = [r for r in resources.assess(turn.ledger).specialists if r.id == doctor.id]
    items = [resources.store.item(c) for r in referrals for c in r.conditions]
    leads = [item.plain for item in items if isinstance(item, Condition)]
    facts = {
        "name": titled(doctor),
        "does": for_speaker(doctor.does, turn.speaker),
        "when_first": for_speaker(doctor.when_first, turn.speaker),
        "conditions": listed(leads),
    }
    key = "utter_why_doctor_for_you" if leads else "utter_why_doctor"
    return Say(key, facts, kind="answer", sources=sources_of([doctor]))
