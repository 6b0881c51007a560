"""Why the open question is asked."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.explain_result import ExplainResult
from actions.reasons import is_told
from actions.turn import Outcome, Turn
from actions.why_question import why_question


class ExplainQuestion(ClinicAction):
    """Answers "why do you ask?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_question"

    def respond(self, turn: Turn) -> Outcome:
        """The reason of the question; a bare "why?" after the result means the result."""
        if is_told(turn) and not turn.in_interview and "ask" not in turn.text.lower():
            return ExplainResult(self.resources).respond(turn)
        return why_question(turn, self.resources)
