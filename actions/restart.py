"""Starting again, after one question whether that is meant."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.emergency import stands
from actions.turn import Outcome, Turn
from actions.yes_no import ask_yes_no


class Restart(ClinicAction):
    """Overrides Rasa's own action_restart, which would forget everything at a word."""

    def name(self) -> str:
        """The name of Rasa's default action for the intent `restart`."""
        return "action_restart"

    def respond(self, turn: Turn) -> Outcome:
        """An emergency is not restarted away: it can only be corrected."""
        if turn.situation == "emergency":
            return Outcome([stands(turn, self.resources.assess(turn.ledger))])
        return Outcome([ask_yes_no("restart")], {"open_question": "restart"}, interview="end")
