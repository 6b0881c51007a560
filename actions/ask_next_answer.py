"""Asks the one question that can still change the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.base import ClinicAction
from actions.change import asks_to_change
from actions.examples import example_of
from actions.say_back import noted
from actions.turn import Outcome, Say, Turn
from actions.urgent import URGENT_TOLD, urgent_notice
from actions.wording import button, for_speaker, is_about, phrases

# The answer to these opens the talk by itself.
SPEAKS_FIRST = ("start", "ask_urgency", "nlu_fallback")
# Meant as an answer, although none was found in it.
UNANSWERING = ("affirm", "deny", "inform", "correct")


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
        say = [*_comfort(turn), *noted(turn, self.resources)] or self._opening(turn, question_id)
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

    def _opening(self, turn: Turn, question_id: str) -> list[Say]:
        """Nobody's first words are answered with a bare question, nor words that told nothing."""
        if not turn.asked:
            return [] if turn.intent in SPEAKS_FIRST else [Say("utter_begin")]
        if change := asks_to_change(turn, self.resources):
            return [change]
        if question_id != turn.open_question or turn.news or turn.intent not in UNANSWERING:
            return []
        if question_id == "safety" and turn.intent == "affirm":
            return [Say("utter_which_sign")]
        if question_id == "activation" and is_about(turn.text, "time_of_day"):
            return [Say("utter_what_at_that_time")]
        facts = {"example": example_of(question_id, turn, self.resources)}
        return [Say("utter_no_answer_in_it", facts, kind="notice")]


def _comfort(turn: Turn) -> list[Say]:
    """Whoever begins in fear is answered as a person first."""
    afraid = not turn.asked and turn.intent not in SPEAKS_FIRST and is_about(turn.text, "fear")
    return [Say("utter_comfort")] if afraid else []


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
