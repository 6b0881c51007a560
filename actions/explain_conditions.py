"""What can be behind a tremor: diseases, causes and related pathologies share one table."""

from __future__ import annotations

from actions.explain import ExplainAction
from actions.items import section_answer
from actions.turn import Say, Turn

CONDITION_KINDS = ("disease", "cause", "pathology")


class ExplainConditions(ExplainAction):
    """Any condition that is named is explained, in whichever section it was asked for."""

    kinds = CONDITION_KINDS
    section_kind: str
    section_key: str
    intent: str

    def section(self, turn: Turn) -> list[Say]:
        """All of them, to choose from."""
        items = self.resources.store.items(self.section_kind)
        return [section_answer(self.section_key, items, self.intent)]


class ExplainDiseases(ExplainConditions):
    """Answers questions about diseases that a tremor can come with."""

    intents = ("ask_diseases", "explain_disease")
    section_kind, section_key, intent = "disease", "utter_diseases", "explain_disease"

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_diseases"


class ExplainCauses(ExplainConditions):
    """Answers questions about causes."""

    intents = ("ask_causes", "explain_cause")
    section_kind, section_key, intent = "cause", "utter_causes", "explain_cause"

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_causes"


class ExplainRelated(ExplainConditions):
    """Answers questions about conditions that often go along with a tremor."""

    intents = ("ask_related",)
    section_kind, section_key, intent = "pathology", "utter_related", "explain_cause"

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_related"
