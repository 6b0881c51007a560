"""What can be behind a tremor: diseases, causes and related pathologies share one table."""

from __future__ import annotations

from actions.explain import ExplainAction
from actions.turn import Say, Turn

CONDITION_KINDS = ("disease", "cause", "pathology")


class ExplainConditions(ExplainAction):
    """Any condition that is named is explained, in whichever section it was asked for."""

    kinds = CONDITION_KINDS
    section_kind: str
    intent: str

    def section(self, turn: Turn) -> list[Say]:
        """All of them, to choose from."""
        items = self.resources.store.items(self.section_kind)
        return [self.whole_section(items, self.intent, turn)]


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
