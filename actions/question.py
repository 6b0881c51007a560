"""Puts the next question of the interview, whoever needs it asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.resources import Resources
from actions.say_back import noted
from actions.turn import Outcome, Say, Turn
from actions.wording import button, for_speaker
from assessment.results import Assessment

URGENT_TOLD = "urgent"


def put_question(turn: Turn, assessment: Assessment, resources: Resources) -> Outcome:
    """Say back what is new, warn once if it cannot wait, then ask in wording not used before."""
    question_id = assessment.next_question
    if question_id is None:
        return Outcome()
    times = turn.asked.get(question_id, 0)
    told = list(turn.told)
    say = noted(turn, resources)
    if assessment.urgency.level == "urgent" and URGENT_TOLD not in told:
        say.append(Say("utter_urgent_notice", kind="notice"))
        told.append(URGENT_TOLD)
    say.append(ask(resources.question(question_id), times, turn, assessment.questions_left))
    asked = {**turn.asked, question_id: times + 1}
    return Outcome(say, {"open_question": question_id, "asked": asked, "told": told})


def ask(question: Mapping[str, Any], times: int, turn: Turn, left: int | None) -> Say:
    """The question in wording number `times`, with a button for each choice."""
    wordings = question["text"]
    return Say(
        "utter_question",
        {"text": for_speaker(wordings[times % len(wordings)], turn.speaker)},
        kind="question",
        question_id=question["id"],
        questions_left=left,
        buttons=[*choice_buttons(question), button("why")],
    )


def choice_buttons(question: Mapping[str, Any]) -> list[dict[str, str]]:
    """One button a choice; its payload names question and choice."""
    return [
        {
            "title": choice["title"],
            "payload": f'/answer{{"question":"{question["id"]}","choice":"{choice["id"]}"}}',
        }
        for choice in question["choices"]
    ]
