"""Examinations: what each one is like, and which a condition usually calls for."""

from __future__ import annotations

from actions.care import CareAction
from actions.items import find, sources_of, titled
from actions.turn import Outcome, Say, Turn
from actions.wording import for_speaker
from knowledge.models import Item, Test


class ExplainTests(CareAction):
    """Answers questions about tests; "how do I prepare?" gets the test's own practical part."""

    intents = ("ask_tests", "explain_test", "ask_prepare")
    kinds = ("test",)
    item_kind, intent = "test", "explain_test"
    condition_key = "utter_tests_for_condition"
    opening = ("how_doctors_diagnose", "about_tests")
    more = ("early_diagnosis", "prepare_visit")

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_tests"

    def answer(self, turn: Turn) -> Outcome:
        """Preparation is its own question; it is about the test named now or spoken of last."""
        test = self._test_meant(turn)
        if turn.intent != "ask_prepare" or test is None:
            return super().answer(turn)
        return Outcome(say=[self._preparation(test, turn)], slots={"topic": test.id})

    def _test_meant(self, turn: Turn) -> Test | None:
        items: list[Item] = self.asked_items(turn)
        spoken_of = find(self.resources.store, turn.topic)
        for item in (*items, spoken_of):
            if isinstance(item, Test):
                return item
        return None

    @staticmethod
    def _preparation(test: Test, turn: Turn) -> Say:
        facts = {
            "name": titled(test),
            "prepare": for_speaker(test.prepare, turn.speaker),
            "feels_like": for_speaker(test.feels_like, turn.speaker),
        }
        return Say("utter_test_preparation", facts, kind="answer", sources=sources_of([test]))
