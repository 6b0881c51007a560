"""While an emergency is in force, every turn keeps the action to take in sight."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.confirm_retraction import ask_confirmation
from actions.say_back import noted
from actions.turn import Outcome, Say, Turn
from actions.wording import button
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
        stands = Say(
            "utter_emergency_stands",
            kind="emergency",
            buttons=[button("human"), button("mistake")],
        )
        return Outcome([stands, *noted(turn, self.resources)])
