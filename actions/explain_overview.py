"""What a lower back tremor is and how it shows."""

from __future__ import annotations

from actions.explain import ExplainAction
from actions.items import item_answer
from actions.turn import Say, Turn


class ExplainOverview(ExplainAction):
    """Answers "what is that, a lower back tremor?"."""

    intents = ("ask_overview",)
    kinds = ("overview",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_overview"

    def section(self, turn: Turn) -> list[Say]:
        """The first row of the overview says what it is."""
        return [item_answer(self.resources.store.items("overview")[0], turn)]
