"""The line that every reply carries for as long as an emergency is in force."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.answers import RETRACTION
from actions.turn import Say, Turn
from actions.wording import button, phrases, says
from assessment.ledger import Evidence
from assessment.results import Assessment, Flag

SUICIDAL = "suicidal"
_WORD = re.compile(r"[a-z']+")
_SENTENCE_END = re.compile(r"[.!?\n]")
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
    """The wording for somebody who tells of another person who may want to die.

    Who writes for a relative may speak of themselves, and a patient of somebody else.
    """
    return _OF_ANOTHER[key] if _is_of_another(turn) else key


def _is_of_another(turn: Turn) -> bool:
    told = turn.ledger.latest("flag", SUICIDAL)
    if turn.speaker.role == "agent" or told is None:
        return turn.speaker.role != "patient"
    quote = told.quote.lower()
    before, behind = _around(quote, _message(turn, told).lower())
    if says(f"{before}{quote}{behind}", "reported"):
        return True
    first, third = set(phrases()["first_person"]), set(phrases()["third_person"])
    for words in (_WORD.findall(quote), _WORD.findall(before)):
        person = next((word for word in reversed(words) if word in first | third), None)
        if person:
            return person in third
    return turn.speaker.role != "patient"


def _message(turn: Turn, told: Evidence) -> str:
    """The message that said it; the story keeps those of earlier turns."""
    earlier = (str(one["text"]) for one in turn.story if one["turn"] == told.turn)
    return turn.text if told.turn == turn.number else next(earlier, told.quote)


def _around(quote: str, text: str) -> tuple[str, str]:
    """What stands before and behind a quote in its sentence."""
    before, found, behind = text.partition(quote)
    if not found:
        return "", ""
    return _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(behind, maxsplit=1)[0]


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
