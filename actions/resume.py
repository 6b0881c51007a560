"""Takes up the interview again after something else was answered."""

from __future__ import annotations

from dataclasses import replace

from actions.question import put_question
from actions.resources import Resources
from actions.result import tell_result
from actions.turn import Outcome, Turn
from assessment.assess import assess


def resumed(turn: Turn, answer: Outcome, resources: Resources) -> Outcome:
    """The answer, and after it the next question, or the result if nothing is left to ask.

    Outside the interview nothing is added, unless the message told us something: then it is a
    complaint with a question in it, and the interview begins.
    """
    if answer.interview == "end" or not (turn.in_interview or turn.news):
        return answer
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
