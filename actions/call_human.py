"""Hands the conversation to a person of the clinic."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn


class CallHuman(ClinicAction):
    """ "A real person, please": at any moment, also in an emergency."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_call_human"

    def respond(self, turn: Turn) -> Outcome:
        """The gateway puts the conversation into the queue; the emergency advice stays."""
        return Outcome([Say("utter_human", kind="notice")], signals=["handoff"])
