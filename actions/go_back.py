"""Takes back the last answer and asks for it again."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.confirm_retraction import ask_confirmation
from actions.turn import Outcome, Say, Turn


class GoBack(ClinicAction):
    """ "Go back": what the last telling turn brought is forgotten, red flags excepted."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_go_back"

    def respond(self, turn: Turn) -> Outcome:
        """One step; an alarm is not stepped back from but asked about once more."""
        if turn.situation == "emergency":
            return ask_confirmation(turn)
        told = [e.turn for e in turn.ledger.entries if e.about != "flag" and e.turn < turn.number]
        if not told:
            return Outcome([Say("utter_nothing_to_go_back", kind="notice")])
        ledger = turn.ledger.retract_turn(max(told))
        return Outcome(
            [Say("utter_went_back")],
            {"ledger": ledger.to_list(), "news": []},
            interview="" if turn.in_interview else "begin",
        )
