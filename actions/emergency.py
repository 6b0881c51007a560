"""The line that every reply carries for as long as an emergency is in force."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.answers import RETRACTION
from actions.turn import Say, Turn
from actions.wording import button, phrases
from assessment.results import Assessment, Flag

SUICIDAL = "suicidal"
_OF_ANOTHER = {
    "utter_crisis": "utter_crisis_other",
    "utter_crisis_stands": "utter_crisis_stands_other",
}


def kept_in_sight(say: Sequence[Say], turn: Turn, assessment: Assessment) -> list[Say]:
    """The replies with the action to take in front, unless they are about the alarm already."""
    if say[0].kind == "emergency" or say[0].question_id == RETRACTION:
        return list(say)
    return [stands(turn, assessment), *say]


def stands(turn: Turn, assessment: Assessment) -> Say:
    """What to do first still holds; suicidal words keep their crisis line."""
    flag = newest_emergency(assessment)
    crisis = flag is not None and flag.id == SUICIDAL
    return Say(
        for_whom("utter_crisis_stands", turn) if crisis else "utter_emergency_stands",
        kind="emergency",
        buttons=[button("human"), button("mistake")],
    )


def for_whom(key: str, turn: Turn) -> str:
    """The wording for somebody who tells of another person who may want to die."""
    told = turn.ledger.latest("flag", SUICIDAL)
    words = set(re.findall(r"[a-z]+", told.quote.lower() if told else ""))
    of_another = turn.speaker.role != "patient" or words & set(phrases()["third_person"])
    return _OF_ANOTHER[key] if of_another else key


def newest_emergency(assessment: Assessment) -> Flag | None:
    """The emergency flag that came last; suicidal words come before all others."""
    active = [
        flag
        for flag in assessment.urgency.flags
        if flag.status == "active" and flag.level == "emergency"
    ]
    suicidal = [flag for flag in active if flag.id == SUICIDAL]
    urgent = suicidal or active
    return urgent[-1] if urgent else None
