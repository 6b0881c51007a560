"""The summary to take to the doctor."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.result import in_short, kind_in_words
from actions.say_back import known_in_words
from actions.turn import Outcome, Say, Turn
from actions.wording import button, for_speaker, listed


class GiveSummary(ClinicAction):
    """The short form in the talk; the full page comes from the service (text, PDF, JSON)."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_give_summary"

    def respond(self, turn: Turn) -> Outcome:
        """What was told, the kind of tremor, how soon and which doctor."""
        assessment = self.resources.assess(turn.ledger)
        told = known_in_words(turn.ledger, self.resources)
        if not told:
            return Outcome([Say("utter_nothing_known", kind="answer", buttons=[button("begin")])])
        level = self.resources.row("urgency_levels", assessment.urgency.level)
        most = 1 if turn.situation == "emergency" else 2
        doctors = [in_short(s.id, self.resources) for s in assessment.specialists[:most]]
        facts = {
            "facts": told,
            "type": kind_in_words(assessment.classification),
            "how_soon": for_speaker(level["how_soon"], turn.speaker),
            "doctors": listed(doctors),
        }
        return Outcome([Say("utter_summary", facts, kind="summary")])
