"""Which question stands open in a conversation."""

from __future__ import annotations

from typing import Any

from bot.console.lines import Lines
from bot.console.naming import Naming
from bot.console.view import open_question
from bot.settings import ClinicSettings
from bot.store.records import Message
from bot.summary.names import Names
from bot.texts import load_texts

Json = dict[str, Any]

TEXTS = load_texts(ClinicSettings.model_validate({}))
NAMING = Naming(Names({}, {}, {}, {}, {}), {"onset": "How did it begin?"}, {"onset": []}, TEXTS)
MISTAKE = {"title": "Yes, that was a mistake", "payload": "/affirm"}


def assessment(question: str | None, level: str = "routine") -> Json:
    return {"next_question": question, "urgency": {"level": level}}


def lines(*told: tuple[str, Json]) -> Lines:
    return Lines([Message(seq, role, "m", body, 0.0) for seq, (role, body) in enumerate(told)])


SAID = ("user", {"text": "she did not fall"})
SURE = ("bot", {"kind": "question", "text": "Did I get that wrong?", "buttons": [MISTAKE]})
HOW = ("bot", {"kind": "question", "text": "How was it?", "question_id": "onset", "buttons": []})


def test_the_interviews_question_stands_as_it_was_put() -> None:
    found = open_question(NAMING, assessment("onset"), lines(HOW, SAID))
    assert found == {"id": "onset", "text": "How was it?", "buttons": []}


def test_in_an_emergency_it_may_be_whether_the_alarm_was_a_mistake() -> None:
    found = open_question(NAMING, assessment(None, "emergency"), lines(SAID, SURE))
    assert found == {"id": None, "text": "Did I get that wrong?", "buttons": [MISTAKE]}


def test_what_has_been_answered_stands_open_no_more() -> None:
    assert open_question(NAMING, assessment(None, "emergency"), lines(SURE, SAID)) is None


def test_without_an_emergency_a_question_beside_the_interview_is_not_the_open_one() -> None:
    assert open_question(NAMING, assessment(None), lines(SAID, SURE)) is None
