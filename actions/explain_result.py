"""Why this result: what spoke for and against each thing that may be behind it."""

from __future__ import annotations

from dataclasses import replace

from actions.base import ClinicAction
from actions.explain import named_items
from actions.explain_question import ExplainQuestion
from actions.items import sources_of
from actions.result import CANDIDATES_SHOWN, names_of
from actions.turn import Outcome, Say, Turn
from actions.urgent import why_urgency
from actions.wording import button, for_speaker, listed, phrases
from assessment.results import Assessment, Candidate
from knowledge.models import Condition


class ExplainResult(ClinicAction):
    """Answers "why spondylosis?", "why the neurologist?", "what speaks against it?"."""

    begins_interview = True

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_result"

    def respond(self, turn: Turn) -> Outcome:
        """The condition that is named, else the best candidates and why this urgency.

        A bare "why?" within the interview means the question that is open.
        """
        if turn.in_interview and not named_items(turn, self.resources.store):
            return ExplainQuestion(self.resources).respond(turn)
        assessment = self.resources.assess(turn.ledger)
        calm = turn.situation != "emergency"
        wanted = self._wanted(turn, assessment) if calm else []
        say = [self._reasons(candidate, turn) for candidate in wanted]
        if not (calm and named_items(turn, self.resources.store)):
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

    def _reasons(self, candidate: Candidate, turn: Turn) -> Say:
        item = self.resources.store.item(candidate.id)
        because = names_of(
            [*candidate.context_for, *candidate.because], turn.ledger, self.resources
        )
        against = names_of(
            [*candidate.context_against, *candidate.against], turn.ledger, self.resources
        )
        nothing = phrases()["result"]["nothing"]
        facts = {
            "name": item.name,
            "linked": for_speaker(item.why_linked, turn.speaker)
            if isinstance(item, Condition)
            else "",
            "because": listed(because) or nothing,
            "against": listed(against) or nothing,
        }
        return Say("utter_why_candidate", facts, kind="answer", sources=sources_of([item]))
