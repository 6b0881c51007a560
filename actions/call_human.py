"""Hands the conversation to a person of the clinic."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn

HANDOFF_TOLD = "human"  # in the slot `told`


class CallHuman(ClinicAction):
    """ "A real person, please": at any moment, also in an emergency."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_call_human"

    def respond(self, turn: Turn) -> Outcome:
        """The gateway puts the conversation into the queue; the emergency advice stays."""
        key = "utter_human_again" if HANDOFF_TOLD in turn.told else "utter_human"
        told = list(dict.fromkeys([*turn.told, HANDOFF_TOLD]))
        return Outcome([Say(key, kind="notice")], {"told": told}, signals=["handoff"])
