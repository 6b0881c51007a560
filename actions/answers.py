"""Reads a button, or a bare "yes", "no", "not sure", in the light of the question that is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

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
        title = title_of(question, choice, resources)
        return _quoted(evidence_for(question, choice, number, title), resources)
    return _quoted(read_answer(question, choice, turn.text, number), resources)


def _quoted(evidence: list[Evidence], resources: Resources) -> list[Evidence]:
    """With the short question before a bare "yes": alone it would tell a doctor nothing."""
    asked = [resources.rows.get(("questions", e.value)) for e in evidence if e.about == "question"]
    if not asked or asked[0] is None or asked[0]["kind"] not in ("finding", "flag"):
        return evidence
    short = asked[0]["text"][-1]
    return [replace(e, quote=f"{short} {e.quote}") if e.quote else e for e in evidence]


def answered(turn: Turn) -> tuple[str | None, str]:
    """Which question this message answers, and how: a button's own, else the open one.

    "No, go on" is a no: what cannot be undone never rests on a reading of the second half.
    """
    if turn.intent == "answer":
        questions, choices = turn.entity_values("question"), turn.entity_values("choice")
        return (str(questions[0]), str(choices[0])) if questions and choices else (None, "")
    reading = _BARE.get(turn.intent, "") or beside_a_question(turn) or _before_a_fact(turn)
    if turn.open_question == "age" and reading == "no":
        reading = "unknown"  # nobody has to tell their age
    if reading == "yes" and _only_nods(turn):
        reading = ""
    if reading in ("yes", "") and turn.text.lower().startswith(tuple(phrases()["refusals"])):
        reading = "no" if reading or turn.open_question in YES_NO else ""
    if turn.open_question == RETRACTION:
        reading = _as_consent(turn, reading)
    return turn.open_question, reading


def _as_consent(turn: Turn, reading: str) -> str:
    """ "Yes, I was mistaken" is a yes, whatever else it was read as; "ok" may mean: ok, I call.

    "Yes, it hurts so much" tells of the back and takes nothing back.
    """
    tells = any(e["entity"] == "finding" and e.get("status") == "present" for e in turn.entities)
    if reading == "no" or turn.entity_values("red_flag") or (tells and not _mistaken(turn.text)):
        return reading if reading == "no" else ""
    return "yes" if consents(turn.text) else ""


def beside_a_question(turn: Turn) -> str:
    """ "Yes. And what is an EMG?": the part before the question answers the open one."""
    first = turn.segments[0] if len(turn.segments) > 1 else None
    if first is None or not turn.intent.startswith(QUESTION_PREFIXES):
        return ""
    told = (e for e in turn.entities if e["entity"] != "topic")
    tells = any(first["start"] <= e.get("start", -1) < first["end"] for e in told)
    return "" if tells else _BARE.get(first["intent"]["name"], "") or _lead(turn)


def _before_a_fact(turn: Turn) -> str:
    """ "Yes, and it tingles", "no, but it hurts": the first word answers, the rest tells more.

    Not to a question to the assistant: nothing is erased for a "yes" with a story behind it.
    """
    if turn.intent not in ("inform", "correct", "nlu_fallback"):
        return ""
    return _lead(turn)


def _lead(turn: Turn) -> str:
    """What the first words of a message about the back answer, if they do."""
    if not _is_about_the_back(turn):
        return ""
    leads: Mapping[str, str] = phrases()["leads"]
    return next((to for to, how in leads.items() if re.match(how, turn.text.lower())), "")


def _only_nods(turn: Turn) -> bool:
    """ "Ok" is no yes to "is a leg weak?"; to "was this clear?" it is one."""
    words = " ".join(re.findall(r"[a-z]+", turn.text.lower()))
    return _is_about_the_back(turn) and words in phrases()["nods"]


def _is_about_the_back(turn: Turn) -> bool:
    return turn.open_question not in (*YES_NO, RETRACTION, "clear")


def consents(text: str) -> bool:
    """Whether a text says outright that something was a mistake.

    It denies nothing, asks nothing and speaks of no help: "yes, I am calling" ends no alarm.
    """
    said = text.lower().replace("’", "'").strip()
    words, known = re.findall(r"[a-z']+", said), phrases()["consent"]
    if "?" in said or any(word in known["never_with"] or word.endswith("n't") for word in words):
        return False
    short_yes = len(words) <= known["most_words"] and said.startswith(tuple(known["yes"]))
    return short_yes or _mistaken(text)


def _mistaken(text: str) -> bool:
    return any(re.search(pattern, text.lower()) for pattern in phrases()["consent"]["mistake"])


def title_of(question: str, choice: str, resources: Resources) -> str:
    """The words on the button: they are the person's own as far as a quote goes."""
    row = resources.rows.get(("questions", question))
    titles = {option["id"]: option["title"] for option in row["choices"]} if row else {}
    return str(titles.get(choice, ""))


def is_settled(turn: Turn) -> bool:
    """Whether this very message has answered the open question."""
    settled = (n["value"] for n in turn.news if n["about"] == "question")
    return turn.open_question in settled


def settles(item: Evidence, question: str) -> bool:
    """Whether evidence of a free text is what the open question asked for."""
    if question == "duration":
        return item.about in ("duration", "course")
    if question in ("activation", "onset", "age"):
        return item.about == question
    about, _, value = question.rpartition(":")
    return item.about == (about or "finding") and item.value == value
