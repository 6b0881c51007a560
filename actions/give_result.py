"""Tells the result when nothing is left to ask."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.change import asks_to_change
from actions.result import RESULT_TOLD, tell_result
from actions.turn import Outcome, Say, Turn


class GiveResult(ClinicAction):
    """The end of the interview; after a later correction it is told anew."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_give_result"

    def respond(self, turn: Turn) -> Outcome:
        """Computed from the ledger as it stands; what told nothing needs no result again."""
        if change := asks_to_change(turn, self.resources):
            return Outcome([change])
        if turn.intent == "skip" and RESULT_TOLD in turn.told and not turn.news:
            return Outcome([Say("utter_nothing_to_skip", kind="notice")])
        return tell_result(turn, self.resources.assess(turn.ledger), self.resources, again=False)
