"""Says the last thing again, in other words where there are some."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.emergency import stands
from actions.result import RESULT_TOLD, tell_result
from actions.turn import Outcome, Say, Turn


class Repeat(ClinicAction):
    """ "Say that again": the open question comes back by itself; the result is told again."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_repeat"

    def respond(self, turn: Turn) -> Outcome:
        """Outside the interview the newest result is what was meant."""
        if turn.situation == "emergency":  # no list of causes or doctors stands in its way
            return Outcome([stands(turn, self.resources.assess(turn.ledger))])
        if turn.in_interview:
            return Outcome([Say("utter_repeat")])
        if RESULT_TOLD not in turn.told:
            return Outcome([Say("utter_invite")])
        return tell_result(turn, self.resources.assess(turn.ledger), self.resources)
