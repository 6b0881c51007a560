"""Tells the result when nothing is left to ask."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.result import tell_result
from actions.turn import Outcome, Turn


class GiveResult(ClinicAction):
    """The end of the interview; after a later correction it is told anew."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_give_result"

    def respond(self, turn: Turn) -> Outcome:
        """Computed from the ledger as it stands."""
        return tell_result(turn, self.resources.assess(turn.ledger), self.resources, again=False)
