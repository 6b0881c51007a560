"""Why the open question is asked."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn
from actions.wording import for_speaker


class ExplainQuestion(ClinicAction):
    """Answers "why do you ask?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_question"

    def respond(self, turn: Turn) -> Outcome:
        """The reason that is written down with the question."""
        row = self.resources.rows.get(("questions", turn.open_question or ""))
        if row is None:
            return Outcome([Say("utter_why_questions", kind="answer")])
        facts = {"why": for_speaker(row["why"], turn.speaker)}
        sources = self.resources.sources(row)
        return Outcome([Say("utter_why_asked", facts, kind="answer", sources=sources)])
