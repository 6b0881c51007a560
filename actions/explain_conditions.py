"""What can be behind a tremor: diseases, causes and related pathologies share one table."""

from __future__ import annotations

from actions.explain import ExplainAction
from actions.items import sources_of
from actions.reasons import asks_why, is_told, why_condition
from actions.result import CANDIDATES_SHOWN, candidate_lines
from actions.turn import Say, Turn
from actions.wording import button, is_about
from knowledge.models import Item

CONDITION_KINDS = ("disease", "cause", "pathology")


class ExplainConditions(ExplainAction):
    """Any condition that is named is explained, in whichever section it was asked for."""

    kinds = CONDITION_KINDS
    section_kind: str
    intent: str

    def item(self, item: Item, turn: Turn) -> Say:
        """In full; "why spondylosis?" after the result asks what was said for and against it."""
        if is_told(turn) and asks_why(turn):
            for candidate in self.resources.assess(turn.ledger).candidates:
                if candidate.id == item.id:
                    return why_condition(candidate, turn, self.resources)
        return super().item(item, turn)

    def section(self, turn: Turn) -> list[Say]:
        """All of them, to choose from; after the result "what do I have?" is about oneself."""
        if is_told(turn) and is_about(turn.text, "personal"):
            return [self._own(turn)]
        items = self.resources.store.items(self.section_kind)
        return [self.whole_section(items, self.intent, turn)]

    def _own(self, turn: Turn) -> Say:
        shown = self.resources.assess(turn.ledger).candidates[:CANDIDATES_SHOWN]
        items = [self.resources.store.item(candidate.id) for candidate in shown]
        return Say(
            "utter_conditions_for_you",
            {"items": candidate_lines(shown, turn, self.resources)},
            kind="answer",
            buttons=[button("why_result"), button("tests")],
            sources=sources_of(items),
            listed=[item.id for item in items],
        )


class ExplainDiseases(ExplainConditions):
    """Answers questions about diseases that a tremor can come with."""

    intents = ("ask_diseases", "explain_disease")
    section_kind, intent = "disease", "explain_disease"
    opening = ("about_diseases",)
    more = ("look_alikes",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_diseases"


class ExplainCauses(ExplainConditions):
    """Answers questions about causes."""

    intents = ("ask_causes", "explain_cause")
    section_kind, intent = "cause", "explain_cause"
    opening = ("about_causes",)
    openers = ("what_brings_it_on",)
    more = ("hereditary_factors", "what_brings_it_on", "drug_tremor")

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_causes"


class ExplainRelated(ExplainConditions):
    """Answers questions about conditions that often go along with a tremor."""

    intents = ("ask_related",)
    section_kind, intent = "pathology", "explain_cause"
    opening = ("about_related",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_related"
