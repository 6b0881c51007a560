"""Starting again, after one question whether that is meant."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn
from actions.wording import button


class Restart(ClinicAction):
    """Overrides Rasa's own action_restart, which would forget everything at a word."""

    def name(self) -> str:
        """The name of Rasa's default action for the intent `restart`."""
        return "action_restart"

    def respond(self, turn: Turn) -> Outcome:
        """An emergency is not restarted away: it can only be corrected."""
        if turn.situation == "emergency":
            return Outcome(
                [Say("utter_emergency_stands", kind="emergency", buttons=[button("mistake")])]
            )
        buttons = [button("restart_yes"), button("restart_no")]
        return Outcome(
            [Say("utter_ask_restart", kind="question", question_id="restart", buttons=buttons)],
            {"open_question": "restart"},
            interview="end",
        )
