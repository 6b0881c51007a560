"""Specialists: what each one is for, and which a condition usually calls for."""

from __future__ import annotations

from actions.care import CareAction


class ExplainSpecialists(CareAction):
    """Answers questions about specialists."""

    intents = ("ask_specialists", "explain_specialist")
    kinds = ("specialist",)
    item_kind, intent = "specialist", "explain_specialist"
    condition_key = "utter_specialists_for_condition"
    opening = ("which_doctor_first", "about_specialists")
    more = ("prepare_visit",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_specialists"
