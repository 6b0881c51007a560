"""Why this result: what spoke for and against each thing that may be behind it."""

from __future__ import annotations

from dataclasses import replace

from actions.base import ClinicAction
from actions.explain import named_items
from actions.reasons import why_condition, why_doctor
from actions.result import CANDIDATES_SHOWN
from actions.turn import Outcome, Say, Turn
from actions.urgent import why_urgency
from actions.why_question import why_question
from actions.wording import button
from assessment.results import Assessment, Candidate
from knowledge.models import Specialist


class ExplainResult(ClinicAction):
    """Answers "why spondylosis?", "why the neurologist?", "what speaks against it?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_result"

    def respond(self, turn: Turn) -> Outcome:
        """What is named, else the best candidates and why this urgency.

        A bare "why?" within the interview means the question that is open.
        """
        named = named_items(turn, self.resources.store)
        if turn.in_interview and not named:
            return why_question(turn, self.resources)
        assessment = self.resources.assess(turn.ledger)
        calm = turn.situation != "emergency"
        doctors = [item for item in named if isinstance(item, Specialist)] if calm else []
        wanted = self._wanted(turn, assessment) if calm and not doctors else []
        say = [why_doctor(doctor, turn, self.resources) for doctor in doctors]
        say += [why_condition(candidate, turn, self.resources) for candidate in wanted]
        if not (calm and named):
            say += why_urgency(assessment.urgency, turn, self.resources)
        if not say:
            return Outcome([Say("utter_no_result_yet", kind="answer")])
        deeper = [button(name) for name in ("tests", "exercise")] if calm else []
        topic = {"topic": wanted[0].id} if wanted else {}
        return Outcome([*say[:-1], replace(say[-1], buttons=deeper)], topic)

    def _wanted(self, turn: Turn, assessment: Assessment) -> list[Candidate]:
        """What is named now, else what was spoken of last ("what speaks against it?"), else all."""
        named = {item.id for item in named_items(turn, self.resources.store)}
        named = named or {turn.topic or ""}
        wanted = [candidate for candidate in assessment.candidates if candidate.id in named]
        return wanted or list(assessment.candidates[:CANDIDATES_SHOWN])
