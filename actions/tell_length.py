"""How many questions are left."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.call_human import HANDOFF_TOLD
from actions.emergency import stands
from actions.turn import Outcome, Say, Turn
from actions.wording import is_about, phrases


class TellLength(ClinicAction):
    """Answers "how long will this take?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_tell_length"

    def respond(self, turn: Turn) -> Outcome:
        """An honest estimate: it depends on the answers. In an emergency nothing is left."""
        if turn.situation == "emergency":
            return Outcome([stands(turn, self.resources.assess(turn.ledger))])
        if HANDOFF_TOLD in turn.told and is_about(turn.text, "waiting"):
            return Outcome([Say("utter_wait", kind="answer")])
        left = self.resources.assess(turn.ledger).questions_left
        if not left:
            return Outcome([Say("utter_length_none", kind="answer")])
        frames = phrases()["questions_left"]
        words = frames["one" if left == 1 else "many"].format(n=left)
        return Outcome([Say("utter_length", {"left": words}, kind="answer")])
