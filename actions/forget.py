"""Asks whether everything shall be erased."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn
from actions.wording import button


class Forget(ClinicAction):
    """ "Forget me": erasing cannot be undone, so it is asked once."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_forget"

    def respond(self, turn: Turn) -> Outcome:
        """The yes is taken by action_take_answer, which tells the gateway to erase."""
        buttons = [button("forget"), button("keep")]
        ask = Say("utter_ask_forget", kind="question", question_id="forget", buttons=buttons)
        return Outcome([ask], {"open_question": "forget"}, interview="end")
