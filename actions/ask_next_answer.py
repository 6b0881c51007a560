"""Asks the one question that can still change the result."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.question import put_question
from actions.turn import Outcome, Turn
from assessment.assess import assess


class AskNextAnswer(ClinicAction):
    """Called by Rasa's form for as long as `next_answer` is empty."""

    def name(self) -> str:
        """The name that Rasa's form looks for."""
        return "action_ask_next_answer"

    def respond(self, turn: Turn) -> Outcome:
        """One question a turn."""
        return put_question(turn, assess(turn.ledger, self.resources.model), self.resources)
