"""Bare answers are read in the light of the open question."""

from __future__ import annotations

import pytest

from actions.answers import RETRACTION, answer_evidence, answered, consents
from actions.ask_rephrase import AskRephrase
from actions.resources import Resources
from actions.turn import Turn


@pytest.mark.parametrize("text", ["no, go on", "No. it is true", "don't", "nope, carry on"])
def test_what_begins_with_a_no_is_never_a_yes(text: str) -> None:
    assert answered(Turn(intent="affirm", text=text, open_question="restart")) == ("restart", "no")


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yes that's right",
        "Yes, I was mistaken",
        "a mistake",
        "it was a joke",
        "you misread me",
        "I meant last year, you got that wrong",
        "false alarm, sorry",
    ],
)
def test_a_mistake_may_be_confirmed_in_any_words(text: str) -> None:
    assert consents(text)
    for intent in ("affirm", "correct", "retract_emergency", "nlu_fallback"):
        turn = Turn(intent=intent, text=text, open_question=RETRACTION)
        assert answered(turn) == (RETRACTION, "yes")


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "sure, I will",
        "yes I am calling them",
        "yes, call an ambulance",
        "right, on my way to the hospital",
        "no mistake",
        "it was not a mistake",
        "that wasn't a mistake",
        "was it a mistake?",
        "yes but my groin is still numb and I cannot feel my legs",
        "something is wrong with my legs",
    ],
)
def test_what_is_no_clear_consent_ends_no_alarm(text: str) -> None:
    assert not consents(text)
    turn = Turn(intent="affirm", text=text, open_question=RETRACTION)
    assert answered(turn)[1] != "yes"


def test_a_new_danger_sign_beside_a_yes_ends_no_alarm() -> None:
    flags = [{"entity": "red_flag", "value": "stroke"}]
    turn = Turn(intent="affirm", text="yes a mistake", entities=flags, open_question=RETRACTION)
    assert answered(turn)[1] == ""


def test_a_yes_about_the_back_ends_no_alarm() -> None:
    pain = [{"entity": "finding", "value": "pain", "status": "present"}]
    for text, reading in (("yes it hurts so much", ""), ("yes, I misspoke, just pain", "yes")):
        turn = Turn(intent="inform", text=text, entities=pain, open_question=RETRACTION)
        assert answered(turn)[1] == reading


@pytest.mark.parametrize("text", ["yes", "not a problem, do it", "now please"])
def test_a_yes_stays_one(text: str) -> None:
    assert answered(Turn(intent="affirm", text=text, open_question="forget")) == ("forget", "yes")


@pytest.mark.parametrize("question", ["clear", "restart", "forget"])
def test_answers_to_the_assistant_are_no_findings(resources: Resources, question: str) -> None:
    turn = Turn(intent="deny", text="no", open_question=question)
    assert answer_evidence(turn, resources, 1) == []


def test_a_no_to_the_age_means_rather_not(resources: Resources) -> None:
    turn = Turn(intent="deny", text="no", open_question="age")
    told = [(item.about, item.status) for item in answer_evidence(turn, resources, 1)]
    assert ("age", "unknown") in told


def test_a_refusal_that_was_not_understood_still_keeps_everything(resources: Resources) -> None:
    turn = Turn(intent="nlu_fallback", text="no, go on with it", open_question="forget")
    outcome = AskRephrase(resources).respond(turn)
    assert [reply.key for reply in outcome.say] == ["utter_kept"]
    assert not outcome.signals


@pytest.mark.parametrize(
    ("text", "question", "reading"),
    [
        ("yes, and my foot tingles", "stress", "yes"),
        ("Yes it hurts a bit", "pain", "yes"),
        ("no, but it hurts", "stress", "no"),
        ("nope but the leg is weak", "stress", "no"),
        ("none of them except maybe a bit of fever", "safety", "no"),
        ("no fever at all", "safety", ""),
        ("no pain", "stress", ""),
        ("yesterday it hurt", "pain", ""),
        ("yes, my back hurts, do what you like", "forget", ""),
        ("yes my back hurts", "restart", ""),
    ],
)
def test_the_first_word_answers_and_the_rest_tells_more(
    text: str, question: str, reading: str
) -> None:
    assert answered(Turn(intent="inform", text=text, open_question=question))[1] == reading


@pytest.mark.parametrize("text", ["ok", "Okay.", "all right", "hmm", "I see"])
def test_a_nod_is_no_yes_about_the_back(text: str) -> None:
    assert answered(Turn(intent="affirm", text=text, open_question="weakness"))[1] == ""
    assert answered(Turn(intent="affirm", text=text, open_question="clear"))[1] == "yes"
