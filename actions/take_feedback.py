"""Thanks for praise and criticism."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn


class TakeFeedback(ClinicAction):
    """Feedback is welcome at any moment and never starts an argument."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_take_feedback"

    def respond(self, turn: Turn) -> Outcome:
        """The rating itself is kept by the service."""
        return Outcome([Say("utter_thanks_for_feedback")])
