"""Asks the one question that can still change the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.base import ClinicAction
from actions.say_back import noted
from actions.turn import Outcome, Say, Turn
from actions.urgent import urgent_notice
from actions.wording import button, for_speaker, phrases

URGENT_TOLD = "urgent"  # in the slot `told`


class AskNextAnswer(ClinicAction):
    """Called by Rasa's form for as long as `next_answer` is empty."""

    def name(self) -> str:
        """The name that Rasa's form looks for."""
        return "action_ask_next_answer"

    def respond(self, turn: Turn) -> Outcome:
        """Say back what is new, warn once if it cannot wait, then ask in words not used before."""
        assessment = self.resources.assess(turn.ledger)
        question_id = assessment.next_question
        if question_id is None:
            return Outcome()
        say = noted(turn, self.resources) or self._opening(turn)
        told = list(turn.told)
        if assessment.urgency.level == "urgent" and URGENT_TOLD not in told:
            say.append(urgent_notice(assessment, turn, self.resources))
            told.append(URGENT_TOLD)
        times = turn.asked.get(question_id, 0)
        question = self.resources.question(question_id)
        rests_on = self.resources.sources(question)
        asking = ask(question, times, turn, assessment.questions_left)
        say.append(replace(asking, rests_on=rests_on))
        asked = {**turn.asked, question_id: times + 1}
        return Outcome(say, {"open_question": question_id, "asked": asked, "told": told})

    @staticmethod
    def _opening(turn: Turn) -> list[Say]:
        """Nobody's first words are answered with a bare question."""
        return [] if turn.asked or turn.intent == "start" else [Say("utter_begin")]


def ask(question: Mapping[str, Any], times: int, turn: Turn, left: int | None) -> Say:
    """The question in wording number `times`, with a button for each choice."""
    words = for_speaker(wording(question["text"], times), turn.speaker)
    return Say(
        "utter_question",
        {"words": words},
        kind="question",
        question_id=question["id"],
        questions_left=left,
        buttons=[*choice_buttons(question), button("why")],
    )


def wording(texts: Sequence[str], times: int) -> str:
    """The full wording, then the short ones; these come back with a new word before them."""
    if times < len(texts):
        return texts[times]
    short, leads = texts[1:] or texts, phrases()["again"]
    rounds, place = divmod(times - len(texts), len(short))
    return f"{leads[rounds % len(leads)]} {short[place]}"


def choice_buttons(question: Mapping[str, Any]) -> list[dict[str, str]]:
    """One button a choice; its payload names question and choice."""
    return [
        {
            "title": choice["title"],
            "payload": f'/answer{{"question":"{question["id"]}","choice":"{choice["id"]}"}}',
        }
        for choice in question["choices"]
    ]
