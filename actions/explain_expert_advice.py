"""What experts advise: outlook, what one can do oneself, exercise, looking for the root cause."""

from __future__ import annotations

from collections.abc import Mapping

from actions.explain import ExplainAction
from actions.explain_result import ExplainResult
from actions.items import item_answer
from actions.reasons import asks_both_sides, is_told
from actions.turn import Outcome, Say, Turn
from knowledge.models import Item

ROWS_BY_INTENT: Mapping[str, tuple[str, ...]] = {
    "ask_prognosis": ("prognosis",),
    "ask_self_care": ("self_care", "exercise_meanwhile"),
}


class ExplainExpertAdvice(ExplainAction):
    """Answers "will it go away?", "what can I do?", "what do experts say?"."""

    intents = ("ask_expert_advice", "ask_prognosis", "ask_self_care")
    kinds = ("expert_advice",)
    opening = ("root_cause", "regular_activity")
    more = ("do_not_ignore", "every_case_differs", "how_common", "mood_matters", "prevention")

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_expert_advice"

    def respond(self, turn: Turn) -> Outcome:
        """ "What speaks against it?" after the result asks for no advice."""
        if is_told(turn) and asks_both_sides(turn):
            return ExplainResult(self.resources).respond(turn)
        return super().respond(turn)

    def answer(self, turn: Turn) -> Outcome:
        """A row that is asked about comes after what is named: "how do I prevent sciatica?"."""
        outcome = super().answer(turn)
        named = self.lasting_items(turn)
        if not outcome.slots or not named:
            return outcome
        say = [item_answer(named[0], turn), *outcome.say]
        return Outcome(say=say, slots={"topic": named[0].id, "shown": None})

    def section(self, turn: Turn) -> list[Say]:
        """The rows that the question is about, else the heart of the expert opinion.

        How it goes on with something that is named, or what helps with it, begins with what it is.
        """
        ids = ROWS_BY_INTENT.get(turn.intent)
        if ids is None:
            return [self.whole_section((), "ask_expert_advice", turn)]
        rows: list[Item] = [self.resources.store.item(key) for key in ids]
        return [*self.named_first(turn), *(item_answer(row, turn) for row in rows)]
