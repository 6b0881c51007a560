"""How many questions are left."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn


class TellLength(ClinicAction):
    """Answers "how long will this take?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_tell_length"

    def respond(self, turn: Turn) -> Outcome:
        """An honest estimate: it depends on the answers."""
        left = self.resources.assess(turn.ledger).questions_left
        return Outcome([Say("utter_length", {"left": str(max(left, 1))}, kind="answer")])
