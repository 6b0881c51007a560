"""Shows what is remembered, and how to have it erased."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from actions.base import ClinicAction
from actions.say_back import facts_in_words, sayable
from actions.turn import Outcome, Say, Turn
from assessment.ledger import About


class ShowKnown(ClinicAction):
    """Answers "what do you know about me?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_show_known"

    def respond(self, turn: Turn) -> Outcome:
        """Everything of the ledger that stands, in the groups of the say-back."""
        entries = [asdict(e) for about in _SHOWN for e in turn.ledger.standing(about)]
        shown = [entry for entry in entries if sayable(entry)]
        if not shown:
            return Outcome([Say("utter_nothing_known", kind="answer")])
        facts = {"facts": facts_in_words(shown, self.resources)}
        return Outcome([Say("utter_known", facts, kind="answer")])


_SHOWN: Final[tuple[About, ...]] = ("age", "activation", "onset", "duration", "course", "finding")
