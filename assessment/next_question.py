"""The next question: safety first, then only what can still change the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assessment.facts import Facts, number_terms
from assessment.look_ahead import Outlook, outlook
from assessment.model import ClinicalModel
from assessment.parts import Question
from assessment.results import Candidate, Urgency
from assessment.terms import parse_span, range_of
from assessment.urgency import SAFETY, safety_settled

MOST: Final = 10  # questions in a conversation, whatever happens
_ENOUGH: Final = 4  # findings that are known or were asked for, the checklist's not counted
_WORTH_ASKING: Final = 0.5  # expected worth below which nobody should be bothered
_PRESSING: Final = 1.5  # worth above which a question comes before those that open the talk
# A likely yes (pain, stress) gets people talking: it comes early and needs less worth of its own.
_OPENING_CHANCE: Final = 0.5
_OPENING_BONUS: Final = 0.25

Plan = tuple[str | None, int]


def plan(
    facts: Facts, urgency: Urgency, candidates: Sequence[Candidate], model: ClinicalModel
) -> Plan:
    """Id of the next question (None when there is none) and about how many are left with it."""
    if urgency.level == "emergency":
        return None, 0
    # A hint at a red flag is always cleared up first, also when the interview is over.
    hints = [f"flag:{flag}" for flag in urgency.unclear]
    room = MOST - len(facts.closed)
    queue = [*hints, *_interview(facts, urgency, candidates, model)[: max(room, 0)]]
    return (queue[0] if queue else None), len(queue)


def _interview(
    facts: Facts, urgency: Urgency, candidates: Sequence[Candidate], model: ClinicalModel
) -> list[str]:
    core = list(_core(facts, model))
    # Who needs a doctor today is not kept with questions that only refine the ranking.
    spare = 0 if urgency.level == "urgent" else _ENOUGH - _explored(facts, model)
    if spare <= 0:
        return core
    return [
        *core,
        *_refining(facts, outlook(facts.true, urgency.level, candidates, model))[:spare],
    ]


def _core(facts: Facts, model: ClinicalModel) -> Iterator[str]:
    """Safety, then the kind of tremor, as far as it is open."""
    if not safety_settled(facts, model):
        yield SAFETY
    elif facts.closed.get(SAFETY) == "unknown":
        # "Not sure" counts as possible: the gravest signs are asked one by one.
        yield from (name for name in model.gravest_signs if _is_unasked(name, facts))
    if facts.activation == "unclear" and "activation" not in facts.closed:
        yield "activation"
    if _lacks_duration(facts):
        yield "duration"
    elif facts.course == "unclear" and "onset" not in facts.closed:
        yield "onset"


def _lacks_duration(facts: Facts) -> bool:
    """A duration outranks the onset, so only "for ages" and "on and off" make it superfluous."""
    known = facts.duration or facts.hint or facts.onset == "recurrent"
    return not known and "duration" not in facts.closed


def _explored(facts: Facts, model: ClinicalModel) -> int:
    """How many findings of the interview were spoken of, without those of the checklist."""
    return sum(
        1
        for question in model.finding_questions
        if question.id in facts.findings or question.id in facts.closed
        if question.id not in model.checklist
    )


def _refining(facts: Facts, outlook: Outlook) -> list[str]:
    """Questions about findings and age that are worth asking, in the order to ask them."""
    worth = {
        question.id: _worth(question, outlook)
        for question in outlook.model.refining_questions
        if _is_open(question, facts, outlook.model)
    }
    telling = [name for name in worth if worth[name] >= _WORTH_ASKING]
    questions = outlook.model.questions
    return sorted(
        telling,
        key=lambda name: (worth[name] < _PRESSING, not _opens(questions[name]), -worth[name]),
    )


def _worth(question: Question, outlook: Outlook) -> float:
    worth = outlook.value(_answers(question, outlook.model))
    return worth + _OPENING_BONUS if worth and _opens(question) else worth


def _opens(question: Question) -> bool:
    return question.chance >= _OPENING_CHANCE


def _is_open(question: Question, facts: Facts, model: ClinicalModel) -> bool:
    """Not known, also not by something else, not asked, and no sign of the checklist."""
    if not facts.true.isdisjoint(question.settled_by):
        return False
    if question.kind == "age" and facts.age is not None:
        return False
    return _is_unasked(question.id, facts) and question.id not in model.checklist


def _is_unasked(name: str, facts: Facts) -> bool:
    return name not in facts.closed and name not in facts.findings


def _answers(question: Question, model: ClinicalModel) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Each answer with its chance and what it makes true."""
    if question.kind == "finding":
        yield question.chance, (question.id,)
        yield 1 - question.chance, (f"!{question.id}",)
        return
    spans = [span for choice in question.choices if (span := range_of(choice))]
    for span in spans:
        yield 1 / len(spans), tuple(number_terms(None, parse_span(span), model.numbers))
