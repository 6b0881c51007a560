"""What can happen if a tremor is left alone for long."""

from __future__ import annotations

from actions.explain import ExplainAction
from actions.turn import Say, Turn


class ExplainComplications(ExplainAction):
    """Answers questions about complications, one or all of them."""

    intents = ("ask_complications", "explain_complication")
    kinds = ("complication",)
    opening = ("about_complications",)
    openers = ("why_not_ignore",)
    more = ("why_not_ignore", "mood_matters")

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_complications"

    def section(self, turn: Turn) -> list[Say]:
        """All of them, to choose from; before them the condition that is named."""
        items = self.resources.store.items("complication")
        whole = self.whole_section(items, "explain_complication", turn)
        return [*self.named_first(turn), whole]
