"""Specialists: what each one is for, and which a condition usually calls for."""

from __future__ import annotations

from dataclasses import replace

from actions.care import CareAction
from actions.items import more_about, sources_of, titled
from actions.reasons import asks_why, is_told, why_doctor
from actions.result import RESULT_TOLD, doctors
from actions.turn import Outcome, Say, Turn
from actions.wording import for_speaker, says
from knowledge.models import Item, Specialist, Test, Treatment

TO_BEGIN_WITH, FIRST = "utter_specialists_to_begin_with", "therapist"


class ExplainSpecialists(CareAction):
    """Answers questions about specialists."""

    intents = ("ask_specialists", "explain_specialist")
    kinds = ("specialist", "test", "treatment")
    item_kind, intent = "specialist", "explain_specialist"
    condition_key = "utter_specialists_for_condition"
    opening = ("which_doctor_first", "about_specialists")
    more = ("prepare_visit",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_specialists"

    def answer(self, turn: Turn) -> Outcome:
        """Who comes first is what was spoken of: "why him?"."""
        outcome = super().answer(turn)
        if any(reply.key == TO_BEGIN_WITH for reply in outcome.say):
            return replace(outcome, slots={**outcome.slots, "topic": FIRST})
        return outcome

    def item(self, item: Item, turn: Turn) -> Say:
        """In full; "why the family doctor?" after the result asks for the reason.

        Of a test or a treatment, who does it.
        """
        if isinstance(item, Test | Treatment):
            return done_by(item, turn)
        if is_told(turn) and asks_why(turn) and isinstance(item, Specialist):
            return why_doctor(item, turn, self.resources)
        return super().item(item, turn)

    def section(self, turn: Turn) -> list[Say]:
        """Whom to see oneself, if that is the question; else what the section holds."""
        if self.condition_meant(turn):
            return super().section(turn)
        if RESULT_TOLD in turn.told:
            return [self._for_you(turn)]
        asks_for_one = says(turn.text, "one_doctor")
        if asks_for_one and turn.situation != "emergency":
            return [self._to_begin_with(turn)]
        return super().section(turn)

    def _to_begin_with(self, turn: Turn) -> Say:
        """Before the result: who comes first for everybody, and that the rest will follow."""
        first = self.resources.store.item(self.opening[0])
        others = self.resources.store.items(self.item_kind)
        return Say(
            TO_BEGIN_WITH,
            {"words": for_speaker(first.text, turn.speaker)},
            kind="answer",
            buttons=more_about(others, self.intent),
            sources=sources_of([first]),
            listed=[item.id for item in others],
        )

    def _for_you(self, turn: Turn) -> Say:
        """After the result: the ones it named, and buttons for the rest."""
        assessment = self.resources.assess(turn.ledger)
        facts = {"doctors": doctors(assessment, self.resources)}
        first = [referral.id for referral in assessment.specialists]
        others = more_about(self.resources.store.items(self.item_kind), self.intent)
        return Say(
            "utter_specialists_for_you",
            facts,
            kind="answer",
            buttons=others,
            sources=sources_of([self.resources.store.item(key) for key in first]),
            listed=first,
        )


def done_by(item: Test | Treatment, turn: Turn) -> Say:
    """Who does a test or a treatment."""
    who = item.who if isinstance(item, Test) else item.how
    facts = {"name": titled(item), "who": for_speaker(who, turn.speaker)}
    return Say("utter_done_by", facts, kind="answer", sources=sources_of([item]))
