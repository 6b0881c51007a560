"""What was not understood: first an example, then choices, then a person."""

from __future__ import annotations

from actions.answers import answered
from actions.base import ClinicAction
from actions.emergency import stands
from actions.say_back import told_something
from actions.take_answer import TakeAnswer, kept
from actions.turn import Outcome, Say, Turn
from actions.wording import button, for_speaker, phrases
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
        step = min(turn.misunderstandings, len(_STEPS)) - 1
        key, names = _STEPS[max(step, 0)]
        facts = {"example": self._example(turn)}
        notice = Say(key, facts, kind="notice", buttons=[button(name) for name in names])
        again = [ask_yes_no(question)] if question and question in YES_NO else []
        return Outcome([notice, *again])

    def _example(self, turn: Turn) -> str:
        """What an answer to the open question may look like."""
        if turn.open_question in YES_NO:
            return str(phrases()["lists"]["yes_no"])
        row = self.resources.rows.get(("questions", turn.open_question or ""))
        example = (row or {}).get("example") or self.resources.row("questions", "activation")[
            "example"
        ]
        return for_speaker(str(example), turn.speaker)


_STEPS = (
    ("utter_rephrase", ()),
    ("utter_rephrase_choices", ("signs", "overview", "human")),
    ("utter_rephrase_person", ("human", "restart")),
)
