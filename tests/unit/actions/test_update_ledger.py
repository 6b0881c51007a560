"""Every message is read into the ledger, whatever its intent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.resources import Resources
from actions.turn import Turn
from actions.update_ledger import UpdateLedger
from assessment.ledger import Evidence, Ledger


def finding(value: str, status: str = "present") -> dict[str, Any]:
    return {"entity": "finding", "value": value, "status": status, "quote": value}


def flag(value: str, status: str = "present") -> dict[str, Any]:
    return {"entity": "red_flag", "value": value, "status": status, "quote": f"my {value}"}


TOPIC = {"entity": "topic", "value": "spondylosis", "start": 4, "end": 15}


def test_facts_inside_a_question_are_kept(resources: Resources) -> None:
    turn = Turn(intent="ask_tests", message_id="m1", entities=[finding("leg_pain")])
    slots = UpdateLedger(resources).respond(turn).slots
    assert [row["value"] for row in slots["ledger"]] == ["leg_pain"]
    assert [row["value"] for row in slots["news"]] == ["leg_pain"]


def test_a_danger_sign_inside_a_question_raises_the_alarm(resources: Resources) -> None:
    turn = Turn(intent="ask_tests", message_id="m1", entities=[flag("cauda_equina")])
    slots = UpdateLedger(resources).respond(turn).slots
    assert (slots["alarm"], slots["situation"]) == (True, "emergency")


def test_nothing_of_another_complaint_counts_until_the_back_is_spoken_of(
    resources: Resources,
) -> None:
    shoulder = [finding("weakness")]
    first = Turn(intent="other_medical", message_id="m1", entities=shoulder)
    assert UpdateLedger(resources).respond(first).slots["ledger"] == []
    later = replace(first, ledger=Ledger().add(Evidence("finding", "pain")))
    slots = UpdateLedger(resources).respond(later).slots
    assert [row["value"] for row in slots["news"]] == ["weakness"]


def test_beside_a_danger_sign_all_of_another_complaint_counts(resources: Resources) -> None:
    flank = [finding("fever"), flag("kidney")]
    turn = Turn(intent="other_medical", message_id="m1", entities=flank)
    slots = UpdateLedger(resources).respond(turn).slots
    assert [row["value"] for row in slots["ledger"]] == ["fever", "kidney"]


def test_the_alarm_is_raised_once_and_the_emergency_stays(resources: Resources) -> None:
    ledger = Ledger().add(Evidence("flag", "cauda_equina", quote="numb down there"))
    turn = Turn(intent="thank", message_id="m2", ledger=ledger, situation="emergency")
    slots = UpdateLedger(resources).respond(turn).slots
    assert (slots["alarm"], slots["situation"]) == (False, "emergency")


def test_a_second_danger_sign_raises_the_alarm_again(resources: Resources) -> None:
    ledger = Ledger().add(Evidence("flag", "cauda_equina", quote="numb down there"))
    turn = Turn(
        intent="inform",
        message_id="m2",
        ledger=ledger,
        situation="emergency",
        entities=[flag("stroke")],
    )
    assert UpdateLedger(resources).respond(turn).slots["alarm"] is True


def test_only_a_confirmed_retraction_ends_the_emergency(resources: Resources) -> None:
    ledger = Ledger().add(Evidence("flag", "cauda_equina", quote="numb down there"))
    turn = Turn(message_id="m2", ledger=ledger, situation="emergency", open_question="retraction")
    act = UpdateLedger(resources).respond
    assert act(replace(turn, intent="deny")).slots["situation"] == "emergency"
    calm = act(replace(turn, intent="affirm", text="yes")).slots
    assert calm["situation"] == "calm"
    assert [row["status"] for row in calm["ledger"]] == ["present", "retracted"]


def test_reading_the_same_message_twice_changes_nothing(resources: Resources) -> None:
    turn = Turn(intent="inform", message_id="m1", read="m1", entities=[finding("pain")])
    assert UpdateLedger(resources).respond(turn).slots == {}


def test_a_bare_no_answers_the_open_question(resources: Resources) -> None:
    turn = Turn(intent="deny", text="nope", message_id="m1", open_question="leg_pain")
    rows = UpdateLedger(resources).respond(turn).slots["ledger"]
    assert ("leg_pain", "absent") in [(row["value"], row["status"]) for row in rows]


def test_a_question_without_an_answer_is_left_open_after_three_times(resources: Resources) -> None:
    turn = Turn(
        intent="nlu_fallback",
        message_id="m1",
        open_question="leg_pain",
        asked={"leg_pain": 3},
    )
    rows = UpdateLedger(resources).respond(turn).slots["ledger"]
    assert ("question", "leg_pain", "unknown") in [
        (row["about"], row["value"], row["status"]) for row in rows
    ]


def test_an_answer_before_a_question_answers_the_open_one(resources: Resources) -> None:
    parts = [
        {"start": 0, "end": 4, "text": "Yes.", "intent": {"name": "affirm", "confidence": 1.0}},
        {"start": 5, "end": 20, "text": "What is an EMG?", "intent": {"name": "explain_test"}},
    ]
    turn = Turn(
        intent="explain_test",
        text="Yes. What is an EMG?",
        message_id="m1",
        segments=parts,
        open_question="leg_pain",
    )
    rows = UpdateLedger(resources).respond(turn).slots["ledger"]
    assert ("leg_pain", "present") in [(row["value"], row["status"]) for row in rows]


def test_who_tells_other_things_three_times_is_not_asked_a_fourth_time(
    resources: Resources,
) -> None:
    turn = Turn(
        intent="inform",
        message_id="m1",
        open_question="onset",
        asked={"onset": 3},
        entities=[finding("sleep_loss")],
    )
    rows = UpdateLedger(resources).respond(turn).slots["ledger"]
    assert ("question", "onset", "unknown") in [
        (row["about"], row["value"], row["status"]) for row in rows
    ]


ONE = [{"start": 0, "end": 40, "text": "all of it", "intent": {"name": "what_means"}}]


@pytest.mark.parametrize(
    ("intent", "entities", "stated"),
    [
        ("what_means", [finding("numbness"), flag("stroke")], ["stroke"]),
        ("why_result", [{**finding("spondylosis"), "start": 4, "end": 15}, TOPIC], []),
        ("why_result", [{**finding("pain"), "start": 20, "end": 24}, TOPIC], ["pain"]),
        ("ask_self_care", [finding("sports"), finding("pain")], ["pain"]),
        ("ask_tests", [finding("sports")], ["sports"]),
    ],
)
def test_what_is_only_asked_about_is_no_statement(
    resources: Resources, intent: str, entities: list[dict[str, Any]], stated: list[str]
) -> None:
    turn = Turn(intent=intent, message_id="m1", entities=entities, segments=ONE)
    rows = UpdateLedger(resources).respond(turn).slots["ledger"]
    assert [row["value"] for row in rows] == stated


def test_what_is_said_beside_a_question_about_a_word_is_kept(resources: Resources) -> None:
    turn = Turn(intent="what_means", message_id="m1", entities=[finding("pain")], segments=ONE * 2)
    rows = UpdateLedger(resources).respond(turn).slots["ledger"]
    assert [row["value"] for row in rows] == ["pain"]


@pytest.mark.parametrize(("choice", "level"), [("yes", "urgent"), ("no", "routine")])
def test_a_yes_to_a_weak_leg_is_for_today_and_no_alarm(
    resources: Resources, choice: str, level: str
) -> None:
    told = [Evidence("activation", "kinetic"), Evidence("duration", "20")]
    told += [Evidence("onset", "sudden"), Evidence("question", "safety")]
    turn = Turn(
        intent="answer",
        message_id="m1",
        ledger=Ledger().extend(told),
        entities=[
            {"entity": "question", "value": "weakness"},
            {"entity": "choice", "value": choice},
        ],
    )
    slots = UpdateLedger(resources).respond(turn).slots
    assessment = resources.assess(Ledger.from_list(slots["ledger"]))
    assert (assessment.urgency.level, slots["alarm"]) == (level, False)
    assert any("Yes" in row["quote"] and "?" in row["quote"] for row in slots["ledger"]) == (
        choice == "yes"
    )


@pytest.mark.parametrize(
    ("text", "intent", "situation"),
    [
        ("there's blood now", "nlu_fallback", "emergency"),
        ("there is no blood", "inform", "calm"),
        ("I'm pregnant and bleeding", "inform", "emergency"),
        ("is my blood tested too?", "ask_tests", "calm"),
        ("it trembles when I bend", "inform", "calm"),
    ],
    ids=["told", "denied", "told again", "only asked", "something else"],
)
def test_what_is_told_later_makes_a_flag_graver(
    resources: Resources, text: str, intent: str, situation: str
) -> None:
    ledger = Ledger().add(Evidence("flag", "pregnancy", quote="30 weeks, pains in waves"))
    turn = Turn(intent=intent, text=text, message_id="m2", ledger=ledger)
    slots = UpdateLedger(resources).respond(turn).slots
    assert (slots["situation"], slots["alarm"]) == (situation, situation == "emergency")
