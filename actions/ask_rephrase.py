"""What was not understood: first an example, then choices, then a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answers import answered
from actions.base import ClinicAction
from actions.emergency import stands
from actions.examples import example_of
from actions.reasons import is_told
from actions.say_back import told_something
from actions.take_answer import TakeAnswer, kept
from actions.turn import Outcome, Say, Turn
from actions.wording import button, is_about, phrases
from actions.yes_no import YES_NO, ask_yes_no


class AskRephrase(ClinicAction):
    """Counted failure; a message that is understood resets the count."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml; also the fallback when no rule applies."""
        return "action_ask_rephrase"

    def respond(self, turn: Turn) -> Outcome:
        """Nothing that was told is lost, whatever the count; a told fact was understood."""
        if turn.situation == "emergency":
            return Outcome([stands(turn, self.resources.assess(turn.ledger))])
        if told_something(turn):
            return Outcome()
        question, choice = answered(turn)
        if question in YES_NO and choice:
            return TakeAnswer(self._resources).respond(turn)
        if question in YES_NO and turn.misunderstandings >= len(_STEPS):
            return kept(turn)  # what cannot be undone is left alone, and the talk goes on
        if is_about(turn.text, "fear") and question not in YES_NO:
            comfort = Outcome([Say("utter_comfort", kind="notice")])
            going = turn.in_interview or is_told(turn)
            return comfort if going else replace(comfort, interview="begin")
        notice = self._notice(turn)
        again = [ask_yes_no(question)] if question and question in YES_NO else []
        return Outcome([notice, *again])

    def _notice(self, turn: Turn) -> Say:
        """An example, then choices, then a person: the further, the more often it failed."""
        step = max(min(turn.misunderstandings, len(_STEPS)) - 1, 0)
        key = _STEPS[step]
        if is_told(turn) and not turn.in_interview:
            names, example = _AFTER_THE_RESULT[step], phrases()["lists"]["about_the_result"]
            key = "utter_rephrase_result" if key == "utter_rephrase" else key
        else:
            names, example = _BEFORE[step], self._example(turn)
        return Say(key, {"example": example}, kind="notice", buttons=[button(n) for n in names])

    def _example(self, turn: Turn) -> str:
        """What an answer to the open question may look like."""
        if turn.open_question in YES_NO:
            return str(phrases()["lists"]["yes_no"])
        return example_of(turn.open_question, turn, self.resources)


_STEPS = ("utter_rephrase", "utter_rephrase_choices", "utter_rephrase_person")
# The buttons of each step.
_BEFORE: Sequence[Sequence[str]] = (
    (),
    ("signs", "overview", "human"),
    ("human", "begin", "restart"),
)
_AFTER_THE_RESULT: Sequence[Sequence[str]] = (
    (),
    ("why_result", "summary", "human"),
    ("human", "why_result", "restart"),
)
