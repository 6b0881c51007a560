"""Reads a button, or a bare "yes", "no", "not sure", in the light of the question that is open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.resources import Resources
from actions.turn import Turn
from actions.wording import phrases
from actions.yes_no import YES_NO
from assessment.answers import evidence_for, read_answer
from assessment.ledger import Evidence
from assessment.withdraw import withdrawal

QUESTION_PREFIXES = ("ask_", "explain_", "what_", "why_")
RETRACTION = "retraction"  # "is it right that this was a mistake?"
_BARE: Mapping[str, str] = {"affirm": "yes", "deny": "no", "unsure": "unknown", "skip": "unknown"}


def answer_evidence(turn: Turn, resources: Resources, number: int) -> list[Evidence]:
    """What the message says as an answer; empty if it is none."""
    question, choice = answered(turn)
    if question is None:
        return []
    if question == RETRACTION:
        return withdrawal(turn.ledger, resources.model, number) if choice == "yes" else []
    if ("questions", question) not in resources.rows:
        return []  # "was this clear?", "erase?": answers to the assistant, not about the back
    if turn.intent == "answer":
        return evidence_for(question, choice, number, title_of(question, choice, resources))
    return read_answer(question, choice, turn.text, number)


def answered(turn: Turn) -> tuple[str | None, str]:
    """Which question this message answers, and how: a button's own, else the open one.

    "No, go on" is a no: what cannot be undone never rests on a reading of the second half.
    """
    if turn.intent == "answer":
        questions, choices = turn.entity_values("question"), turn.entity_values("choice")
        return (str(questions[0]), str(choices[0])) if questions and choices else (None, "")
    reading = _BARE.get(turn.intent, "") or _beside_a_question(turn)
    if turn.open_question == "age" and reading == "no":
        reading = "unknown"  # nobody has to tell their age
    if reading in ("yes", "") and turn.text.lower().startswith(tuple(phrases()["refusals"])):
        reading = "no" if reading or turn.open_question in YES_NO else ""
    if turn.open_question == RETRACTION and reading == "yes" and not consents(turn.text):
        reading = ""  # "ok" may well mean: ok, I call
    return turn.open_question, reading


def _beside_a_question(turn: Turn) -> str:
    """ "Yes. And what is an EMG?": the part before the question answers the open one."""
    first = turn.segments[0] if len(turn.segments) > 1 else None
    if first is None or not turn.intent.startswith(QUESTION_PREFIXES):
        return ""
    tells = any(first["start"] <= e.get("start", -1) < first["end"] for e in turn.entities)
    return "" if tells else _BARE.get(first["intent"]["name"], "")


def consents(text: str) -> bool:
    """Whether a text says outright that something was a mistake."""
    return not set(phrases()["consents"]).isdisjoint(re.findall(r"[a-z']+", text.lower()))


def title_of(question: str, choice: str, resources: Resources) -> str:
    """The words on the button: they are the person's own as far as a quote goes."""
    row = resources.rows.get(("questions", question))
    titles = {option["id"]: option["title"] for option in row["choices"]} if row else {}
    return str(titles.get(choice, ""))


def settles(item: Evidence, question: str) -> bool:
    """Whether evidence of a free text is what the open question asked for."""
    if question == "duration":
        return item.about in ("duration", "course")
    if question in ("activation", "onset", "age"):
        return item.about == question
    about, _, value = question.rpartition(":")
    return item.about == (about or "finding") and item.value == value
