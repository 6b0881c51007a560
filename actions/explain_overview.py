"""What a lower back tremor is and how it shows."""

from __future__ import annotations

from actions.explain import ExplainAction
from actions.turn import Say, Turn


class ExplainOverview(ExplainAction):
    """Answers "what is that, a lower back tremor?"."""

    intents = ("ask_overview",)
    kinds = ("overview",)
    opening = ("what_it_is", "how_it_shows")
    more = ("what_brings_it_on", "inner_vibration", "why_not_ignore", "quality_of_life")

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_overview"

    def section(self, turn: Turn) -> list[Say]:
        """What it is and how it shows; the other rows are offered."""
        return [self.whole_section((), "ask_overview", turn)]
