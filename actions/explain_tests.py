"""Examinations: what each one is like, and which a condition usually calls for."""

from __future__ import annotations

from dataclasses import replace

from actions.care import CareAction
from actions.items import bullets, find, item_answer, more_about, sources_of, titled
from actions.result import RESULT_TOLD, TESTS_SHOWN
from actions.turn import Outcome, Say, Turn
from actions.wording import button, for_speaker
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
        if turn.intent != "ask_prepare":
            return super().answer(turn)
        if test is None:
            return Outcome(say=[self._visit(turn)])
        return Outcome(say=[self._preparation(test, turn)], slots={"topic": test.id})

    def item(self, item: Item, turn: Turn) -> Say:
        """A test with what it is like, and a button for how to prepare."""
        if not isinstance(item, Test):
            return item_answer(item, turn)
        facts = {
            "name": titled(item),
            "words": for_speaker(item.text, turn.speaker),
            "feels_like": for_speaker(item.feels_like, turn.speaker),
        }
        prepare = {**button("prepare"), "payload": f'/ask_prepare{{"topic":"{item.id}"}}'}
        return Say(
            "utter_test", facts, kind="answer", buttons=[prepare], sources=sources_of([item])
        )

    def section(self, turn: Turn) -> list[Say]:
        """ "That test" is the one spoken of; after the result, the tests are one's own."""
        spoken_of = find(self.resources.store, turn.topic)
        if isinstance(spoken_of, Test):
            return [self.item(spoken_of, turn)]
        if RESULT_TOLD not in turn.told or self.condition_meant(turn):
            return super().section(turn)
        items = [self.resources.store.item(test) for test in self._likely(turn)]
        return [
            Say(
                "utter_tests_for_you",
                {"items": bullets(items)},
                kind="answer",
                buttons=more_about(items, self.intent),
                sources=sources_of(items),
            )
        ]

    def _visit(self, turn: Turn) -> Say:
        """How to prepare for the visit, and buttons for the tests that are likely."""
        condition = self.condition_meant(turn)
        ids = self.resources.store.care(condition.id).tests if condition else self._likely(turn)
        items = [self.resources.store.item(test) for test in ids[:TESTS_SHOWN]]
        visit = item_answer(self.resources.store.item("prepare_visit"), turn)
        return replace(visit, buttons=more_about(items, "ask_prepare"))

    def _likely(self, turn: Turn) -> tuple[str, ...]:
        if RESULT_TOLD not in turn.told:
            return ()
        return tuple(test.id for test in self.resources.assess(turn.ledger).tests[:TESTS_SHOWN])

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
