"""The line that every reply carries for as long as an emergency is in force."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.answers import RETRACTION
from actions.turn import Say, Turn
from actions.wording import button, phrases
from assessment.ledger import Evidence
from assessment.results import Assessment, Flag

SUICIDAL = "suicidal"
_WORD = re.compile(r"[a-z']+")
_SENTENCE_ENDS = ".!?\n"
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
    sentence, start = _sentence_with(told.quote.lower(), _message(turn, told).lower())
    if re.search(phrases()["reported"], sentence):
        return True
    end = start + len(told.quote)
    first, third = set(phrases()["first_person"]), set(phrases()["third_person"])
    for words in (_WORD.findall(sentence[start:end]), _WORD.findall(sentence[:start])):
        person = next((word for word in reversed(words) if word in first | third), None)
        if person:
            return person in third
    return turn.speaker.role != "patient"


def _message(turn: Turn, told: Evidence) -> str:
    """The message that said it; the story keeps those of earlier turns."""
    earlier = (str(one["text"]) for one in turn.story if one["turn"] == told.turn)
    return turn.text if told.turn == turn.number else next(earlier, told.quote)


def _sentence_with(quote: str, text: str) -> tuple[str, int]:
    """The sentence of a text that a quote stands in, and where the quote begins in it."""
    place = text.find(quote)
    if place < 0:
        return quote, 0
    begin = max(text.rfind(mark, 0, place) for mark in _SENTENCE_ENDS) + 1
    ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, place + len(quote))) >= 0]
    return text[begin : min(ends, default=len(text))], place - begin


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
