"""Patients with a story who answer the interview: at first they tell little, or much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.answers import evidence_for
from assessment.assess import assess
from assessment.ledger import Ledger
from assessment.model import ClinicalModel
from assessment.results import Assessment
from assessment.terms import parse_span, range_of
from tests.unit.assessment.builders import told


@dataclass(frozen=True, slots=True)
class Interview:
    """What was asked, how many were announced at each step, and what came out."""

    asked: tuple[str, ...]
    announced: tuple[int, ...]
    result: Assessment
    ledger: Ledger


def interview(story: Sequence[str], opening: Sequence[str], model: ClinicalModel) -> Interview:
    """Answer every question truthfully until none is left."""
    ledger, asked, announced = told(*opening), [], []
    while (state := assess(ledger, model)).next_question is not None:
        asked.append(state.next_question)
        announced.append(state.questions_left)
        assert len(asked) < 30, asked
        choice = answer(state.next_question, story, model)
        ledger = ledger.extend(evidence_for(state.next_question, choice, len(asked)))
    return Interview(tuple(asked), tuple(announced), state, ledger)


def answer(question: str, story: Sequence[str], model: ClinicalModel) -> str:
    """The choice that fits the story."""
    choices = model.questions[question].choices
    if question == "safety":
        return next((c for c in choices if c in story or f"flag:{c}" in story), "none")
    if question in ("duration", "age"):
        return _range(question, story, choices)
    if question in ("activation", "onset"):
        said = [word.split(":")[1] for word in story if word.startswith(f"{question}:")]
        return "both" if len(said) > 1 else (said or ["unknown"])[0]
    return "yes" if question in story else "no"


def _range(question: str, story: Sequence[str], choices: Sequence[str]) -> str:
    for word in story:
        if word.startswith(f"{question}="):
            number = float(word.split("=")[1])
            for choice in choices:
                span = parse_span(range_of(choice) or "")
                if span and span.low <= number <= span.high:
                    return choice
    return "unknown"
