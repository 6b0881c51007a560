"""Takes up the interview again after something else was answered."""

from __future__ import annotations

from dataclasses import replace

from actions.question import put_question
from actions.resources import Resources
from actions.result import tell_result
from actions.turn import Outcome, Turn
from assessment.assess import assess
from assessment.ledger import Ledger


def resumed(turn: Turn, answer: Outcome, resources: Resources) -> Outcome:
    """The answer, and after it the next question, or the result if nothing is left to ask.

    Outside the interview nothing is added, unless the action wants it to begin or the message
    told us something: then it is a complaint with a question in it.
    """
    wanted = turn.in_interview or turn.news or answer.interview == "begin"
    if answer.interview == "end" or not wanted:
        return answer
    turn = replace(turn, ledger=_ledger_after(turn, answer))
    assessment = assess(turn.ledger, resources.model)
    if assessment.next_question is None:
        rest = replace(tell_result(turn, assessment, resources), interview="end")
    else:
        rest = replace(put_question(turn, assessment, resources), interview="begin")
    return replace(
        answer,
        say=[*answer.say, *rest.say],
        slots={**answer.slots, **rest.slots},
        interview="" if turn.in_interview and rest.interview == "begin" else rest.interview,
    )


def _ledger_after(turn: Turn, answer: Outcome) -> Ledger:
    """The ledger as the answer leaves it (a step back changes it)."""
    return Ledger.from_list(answer.slots["ledger"]) if "ledger" in answer.slots else turn.ledger
