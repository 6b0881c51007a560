"""What was new is said back as a person would tell it; what was told is no digression."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from actions.ask_rephrase import AskRephrase
from actions.resources import Resources
from actions.say_back import facts_in_words
from actions.talk import Decline
from actions.turn import Turn
from assessment.ledger import Evidence

STATIC = Evidence("activation", "static")


def test_the_tremor_first_then_the_rest_then_each_denial(resources: Resources) -> None:
    told = [
        Evidence("finding", "numbness", "absent"),
        Evidence("finding", "fever", "absent"),
        Evidence("duration", "21"),
        Evidence("finding", "stress"),
        STATIC,
    ]
    words = facts_in_words([asdict(item) for item in told], resources)
    assert words == (
        "shaking at rest, for about 3 weeks, stress; no numbness or tingling, no fever or chills"
    )


@pytest.mark.parametrize("intent", ["smalltalk", "other_medical"])
def test_what_tells_about_the_back_is_not_declined(resources: Resources, intent: str) -> None:
    turn = Turn(intent=intent, news=[asdict(STATIC)])
    assert Decline(resources).respond(turn).say == ()
    assert Decline(resources).respond(Turn(intent=intent)).say


def test_what_tells_about_the_back_was_understood(resources: Resources) -> None:
    turn = Turn(intent="nlu_fallback", news=[asdict(STATIC)])
    assert AskRephrase(resources).respond(turn).say == ()


def test_nonsense_as_answer_to_a_yes_or_no_asks_it_again(resources: Resources) -> None:
    turn = Turn(intent="gibberish", open_question="restart")
    said = AskRephrase(resources).respond(turn).say
    assert [reply.key for reply in said] == ["utter_rephrase", "utter_ask_restart"]
