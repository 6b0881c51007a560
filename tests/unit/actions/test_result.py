"""The result is told in full once, and again when it has changed."""

from __future__ import annotations

from dataclasses import replace

from actions.give_result import GiveResult
from actions.repeat import Repeat
from actions.resources import Resources
from actions.turn import Turn
from assessment.ledger import Evidence, Ledger

KEYS = ["utter_result", "utter_ask_clear"]


def told(resources: Resources) -> Turn:
    turn = Turn(ledger=Ledger().add(Evidence("activation", "kinetic")))
    slots = GiveResult(resources).respond(turn).slots
    return replace(turn, told=slots["told"])


def test_an_unchanged_result_gets_only_its_heart_repeated(resources: Resources) -> None:
    said = GiveResult(resources).respond(told(resources)).say
    assert [reply.key for reply in said] == ["utter_result_stands"]


def test_a_changed_result_is_told_in_full(resources: Resources) -> None:
    turn = told(resources)
    changed = replace(turn, ledger=turn.ledger.add(Evidence("finding", "numbness")))
    assert [reply.key for reply in GiveResult(resources).respond(changed).say] == KEYS


def test_on_request_it_is_told_in_full(resources: Resources) -> None:
    assert [reply.key for reply in Repeat(resources).respond(told(resources)).say] == KEYS
