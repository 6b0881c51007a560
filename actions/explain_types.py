"""The kinds of tremor: acute or chronic, at rest or on movement."""

from __future__ import annotations

from actions.explain import ExplainAction
from actions.turn import Say, Turn


class ExplainTypes(ExplainAction):
    """Answers questions about the kinds of tremor, one or all of them."""

    intents = ("ask_types", "explain_type")
    kinds = ("type",)
    opening = ("about_types",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_types"

    def section(self, turn: Turn) -> list[Say]:
        """All of them, to choose from."""
        items = self.resources.store.items("type")
        return [self.whole_section(items, "explain_type", turn)]
