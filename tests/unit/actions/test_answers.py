"""Bare answers are read in the light of the open question."""

from __future__ import annotations

import pytest

from actions.answers import answer_evidence, answered
from actions.ask_rephrase import AskRephrase
from actions.resources import Resources
from actions.turn import Turn


@pytest.mark.parametrize("text", ["no, go on", "No. it is true", "don't", "nope, carry on"])
def test_what_begins_with_a_no_is_never_a_yes(text: str) -> None:
    assert answered(Turn(intent="affirm", text=text, open_question="restart")) == ("restart", "no")


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
