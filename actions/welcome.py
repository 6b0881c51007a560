"""The first words: what this is, what it is not, and an open question."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn
from actions.wording import button


class Welcome(ClinicAction):
    """Said once, when a conversation is opened."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_welcome"

    def respond(self, turn: Turn) -> Outcome:
        """The safety line stands before the invitation to tell."""
        invitation = Say("utter_invite", buttons=[button("begin"), button("overview")])
        return Outcome([Say("utter_welcome", kind="notice"), invitation])
