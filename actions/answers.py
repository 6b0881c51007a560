"""Reads a button, or a bare "yes", "no", "not sure", in the light of the question that is open."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.answers import evidence_for, read_answer

from actions.turn import Turn
from assessment.ledger import Evidence

RETRACTION = "retraction"  # "is it right that this was a mistake?"
_BARE: Mapping[str, str] = {"affirm": "yes", "deny": "no", "unsure": "unknown", "skip": "unknown"}


def answer_evidence(turn: Turn, number: int) -> list[Evidence]:
    """What the message says as an answer; empty if it is none."""
    question, choice = answered(turn)
    if question is None:
        return []
    if question == RETRACTION:
        return _withdrawal(turn, number) if choice == "yes" else []
    if turn.intent == "answer":
        return evidence_for(question, choice, number, turn.text)
    return read_answer(question, choice, turn.text, number)


def answered(turn: Turn) -> tuple[str | None, str]:
    """Which question this message answers, and how: a button's own, else the open one."""
    if turn.intent == "answer":
        questions, choices = turn.entity_values("question"), turn.entity_values("choice")
        return (str(questions[0]), str(choices[0])) if questions and choices else (None, "")
    return turn.open_question, _BARE.get(turn.intent, "")


def _withdrawal(turn: Turn, number: int) -> list[Evidence]:
    """The person confirmed that the alarm was a mistake: its flags stay on record as retracted."""
    return [
        Evidence("flag", flag.value, "retracted", turn=number, quote=flag.quote)
        for flag in turn.ledger.standing("flag")
        if flag.status == "present"
    ]
