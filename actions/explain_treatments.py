"""Treatments: what each one is for, and which a condition usually calls for."""

from __future__ import annotations

from actions.care import CareAction
from actions.items import item_answer
from actions.turn import Say, Turn
from knowledge.models import Item, Treatment


class ExplainTreatments(CareAction):
    """Answers questions about treatments."""

    intents = ("ask_treatments", "explain_treatment")
    kinds = ("treatment",)
    item_kind, intent = "treatment", "explain_treatment"
    condition_key = "utter_treatments_for_condition"
    opening = ("about_treatments",)
    more = ("self_care",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_treatments"

    def item(self, item: Item, turn: Turn) -> Say:
        """A treatment with what is done, and by whom."""
        if not isinstance(item, Treatment):
            return item_answer(item, turn)
        return item_answer(item, turn, "utter_treatment", how=item.how)
