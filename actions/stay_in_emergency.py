"""While an emergency is in force, every turn keeps the action to take in sight."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.confirm_retraction import ask_confirmation
from actions.emergency import stands
from actions.say_back import noted
from actions.turn import Outcome, Turn
from assessment.withdraw import contradicted


class StayInEmergency(ClinicAction):
    """Answers what is told during an emergency: noted, and the advice still stands."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_stay_in_emergency"

    def respond(self, turn: Turn) -> Outcome:
        """Nothing else is asked; a denial of what raised the alarm is asked about once more."""
        if contradicted(turn.ledger, self.resources.model):
            return ask_confirmation(turn)
        still = stands(turn, self.resources.assess(turn.ledger))
        return Outcome([still, *noted(turn, self.resources)])
