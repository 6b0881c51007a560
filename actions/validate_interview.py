"""Decides after each turn whether the interview goes on."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Turn

# These interrupt the interview: their own rules answer first, then the question comes back.
TELLING = frozenset({"inform", "correct", "answer", "affirm", "deny", "unsure", "skip"})


class ValidateInterview(ClinicAction):
    """Called by Rasa's form. Its one slot stays empty for as long as a question can matter."""

    def name(self) -> str:
        """The name that Rasa's form looks for."""
        return "validate_interview"

    def respond(self, turn: Turn) -> Outcome:
        """No slot at all makes the form step aside for the rule of the interrupting intent."""
        slots: dict[str, None] = {}
        if turn.intent in TELLING:
            slots["next_answer"] = None
        if self.resources.assess(turn.ledger).next_question is None:
            slots["requested_slot"] = None
        return Outcome(slots=slots)
