"""Answers that depend on a condition: its tests, its specialists, its treatments."""

from __future__ import annotations

from actions.explain import GENERAL, ExplainAction, named_conditions
from actions.items import bullets, fits, more_about, sources_of, titled
from actions.turn import Outcome, Say, Turn
from knowledge.models import Condition, Item


class CareAction(ExplainAction):
    """Explains one item, or what usually follows for a condition, or the whole section."""

    item_kind: str
    intent: str
    condition_key: str

    def answer(self, turn: Turn) -> Outcome:
        """A condition named in the question keeps being the topic ("and how is it treated?")."""
        outcome = super().answer(turn)
        condition = None if outcome.slots else self.condition_meant(turn)
        return Outcome(outcome.say, {"topic": condition.id}) if condition else outcome

    def asked_items(self, turn: Turn) -> list[Item]:
        """A general row does not stand before the care of a condition that is named."""
        items = super().asked_items(turn)
        if named_conditions(turn, self.resources.store):
            items = [item for item in items if not fits(item, GENERAL)]
        return items

    def section(self, turn: Turn) -> list[Say]:
        """For the condition meant, else all items of the section.

        A complication or a kind of trembling has no care of its own: what it is comes first.
        """
        condition = self.condition_meant(turn)
        if condition:
            return [self._for_condition(condition)]
        items = self.resources.store.items(self.item_kind)
        return [*self.named_first(turn), self.whole_section(items, self.intent, turn)]

    def _for_condition(self, condition: Condition) -> Say:
        care = self.resources.store.care(condition.id)
        items = [self.resources.store.item(key) for key in self.usual(care)]
        facts = {"condition": titled(condition), "items": bullets(items), "notes": care.notes}
        return Say(
            self.condition_key,
            facts,
            kind="answer",
            buttons=more_about(items, self.intent),
            sources=sources_of([condition, *items]),
            listed=[item.id for item in items],
        )

    def usual(self, care: object) -> tuple[str, ...]:
        """The ids that a condition's care lists for this section."""
        ids: tuple[str, ...] = getattr(care, f"{self.item_kind}s")
        return ids
