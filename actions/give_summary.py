"""The summary to take to the doctor."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from actions.base import ClinicAction
from actions.result import kind_in_words
from actions.say_back import facts_in_words, sayable
from actions.turn import Outcome, Say, Turn
from actions.wording import for_speaker, listed
from assessment.ledger import About


class GiveSummary(ClinicAction):
    """The short form in the talk; the full page comes from the service (text, PDF, JSON)."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_give_summary"

    def respond(self, turn: Turn) -> Outcome:
        """What was told, the kind of tremor, how soon and which doctor."""
        assessment = self.resources.assess(turn.ledger)
        told = [asdict(e) for about in _TOLD for e in turn.ledger.standing(about)]
        told = [entry for entry in told if sayable(entry)]
        if not told:
            return Outcome([Say("utter_nothing_known", kind="answer")])
        level = self.resources.row("urgency_levels", assessment.urgency.level)
        doctors = [self.resources.store.item(s.id).name for s in assessment.specialists[:2]]
        facts = {
            "facts": facts_in_words(told, self.resources),
            "type": kind_in_words(assessment.classification),
            "how_soon": for_speaker(level["how_soon"], turn.speaker),
            "doctors": listed(doctors),
        }
        return Outcome([Say("utter_summary", facts, kind="summary")])


_TOLD: Final[tuple[About, ...]] = ("age", "duration", "course", "onset", "activation", "finding")
