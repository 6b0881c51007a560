"""Shows what is remembered, and how to have it erased."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.say_back import known_in_words
from actions.turn import Outcome, Say, Turn
from actions.wording import button


class ShowKnown(ClinicAction):
    """Answers "what do you know about me?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_show_known"

    def respond(self, turn: Turn) -> Outcome:
        """Everything of the ledger that stands, in the groups of the say-back."""
        known = known_in_words(turn.ledger, self.resources)
        if not known:
            return Outcome([Say("utter_nothing_known", kind="answer", buttons=[button("begin")])])
        return Outcome([Say("utter_known", {"facts": known}, kind="answer")])
