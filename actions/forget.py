"""Asks whether everything shall be erased."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Turn
from actions.yes_no import ask_yes_no


class Forget(ClinicAction):
    """ "Forget me": erasing cannot be undone, so it is asked once."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_forget"

    def respond(self, turn: Turn) -> Outcome:
        """The yes is taken by action_take_answer, which tells the gateway to erase."""
        return Outcome([ask_yes_no("forget")], {"open_question": "forget"}, interview="end")
