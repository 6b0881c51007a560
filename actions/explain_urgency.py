"""How soon, and what would make it urgent: the honest answer to "should I worry?"."""

from __future__ import annotations

from dataclasses import replace

from actions.explain import ExplainAction
from actions.items import item_answer
from actions.turn import Outcome, Say, Turn
from actions.urgent import why_urgency
from actions.wording import for_speaker
from assessment.results import Urgency


class ExplainUrgency(ExplainAction):
    """What is known so far decides; the signs that would change it are always named."""

    intents = ("ask_urgency",)
    kinds = ()

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_urgency"

    def respond(self, turn: Turn) -> Outcome:
        """Whoever asks how bad it is wants to be asked: the interview begins with the answer."""
        outcome = super().respond(turn)
        level = self.resources.assess(turn.ledger).urgency.level
        return replace(outcome, interview="begin") if level == "undetermined" else outcome

    def section(self, turn: Turn) -> list[Say]:
        """The urgency so far (if known), then the warning signs.

        Before them, the condition that is named: "is sciatica dangerous?"
        """
        urgency = self.resources.assess(turn.ledger).urgency
        if urgency.level == "emergency":
            return why_urgency(urgency, turn, self.resources)
        return [*self.named_first(turn), *self._so_far(urgency, turn)]

    def _so_far(self, urgency: Urgency, turn: Turn) -> list[Say]:
        signs = item_answer(self.resources.store.item("when_to_worry"), turn)
        if urgency.level == "undetermined":
            return [Say("utter_urgency_unknown", kind="answer"), signs]
        how_soon = self.resources.row("urgency_levels", urgency.level)["how_soon"]
        facts = {"how_soon": for_speaker(how_soon, turn.speaker)}
        so_far = Say("utter_urgency_so_far", facts, kind="answer")
        return [so_far, *why_urgency(urgency, turn, self.resources), signs]
