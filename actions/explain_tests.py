"""Examinations: what each one is like, and which a condition usually calls for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from actions.care import CareAction
from actions.explain import GENERAL, MOST_ITEMS_AT_ONCE, named_items
from actions.items import bullets, find, fits, item_answer, more_about, sources_of, titled
from actions.ordinals import nth_meant
from actions.result import RESULT_TOLD, TESTS_SHOWN
from actions.turn import Outcome, Say, Turn
from actions.wording import button, first_sentences, for_speaker, says
from knowledge.models import Item, Specialist, Test

PREPARED_FOR = ("test", "specialist", "treatment")
# A visit to this doctor is among the tests, with a practical part of its own.
VISITS: Mapping[str, str] = {"neurologist": "neurologist_consultation"}
# With other doctors it helps to know how to prepare for any visit.
ANY_VISIT = "prepare_visit"
NO_VISIT = "emergency_care"
WHAT_IT_IS = 2  # sentences


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
        """Preparation is its own question: for what is named now or else was spoken of last."""
        outcome = self._answer(turn)
        more: dict[str, object] = {}
        if self._nth_test(turn) and not named_items(turn, self.resources.store):
            more["listed"] = self._listed(turn)
        if turn.intent != "ask_prepare" and not self.asked_items(turn):
            meant = self._meant(turn)
            more |= {"topic": meant.id} if meant else {}
        return replace(outcome, slots={**outcome.slots, **more})

    def _answer(self, turn: Turn) -> Outcome:
        if turn.intent != "ask_prepare":
            return super().answer(turn)
        items = self._prepared_for(turn)
        if not items:
            general = self.asked_items(turn)
            return super().answer(turn) if general else Outcome(say=[self._before_a_visit(turn)])
        return Outcome(
            say=[reply for item in items for reply in self._preparation(item, turn)],
            slots={"topic": items[-1].id},
        )

    def item(self, item: Item, turn: Turn) -> Say:
        """A test with what it is like, and a button for how to prepare."""
        if not isinstance(item, Test):
            return item_answer(item, turn)
        prepare = {**button("prepare"), "payload": f'/ask_prepare{{"topic":"{item.id}"}}'}
        answer = item_answer(item, turn, "utter_test", feels_like=item.feels_like)
        return replace(answer, buttons=[prepare])

    def section(self, turn: Turn) -> list[Say]:
        """ "That test" is the one spoken of; after the result, the tests are one's own."""
        meant = None if says(turn.text, "others") else self._meant(turn)
        if meant:
            return [self.item(meant, turn)]
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

    def _nth_test(self, turn: Turn) -> str | None:
        """ "The first test" of those that were listed last, else of one's own."""
        return nth_meant(turn.text, self._listed(turn))

    def _listed(self, turn: Turn) -> list[str]:
        listed = [key for key in turn.listed if isinstance(find(self.resources.store, key), Test)]
        return listed or list(self._likely(turn))

    def _meant(self, turn: Turn) -> Test | None:
        """The test spoken of; "what is that test like?" else means the first that was named."""
        ids = [self._nth_test(turn), turn.topic]
        if turn.intent == "explain_test":
            ids += [*turn.listed, *self._likely(turn)]
        found = (find(self.resources.store, key) for key in ids)
        return next((item for item in found if isinstance(item, Test)), None)

    def _before_a_visit(self, turn: Turn) -> Say:
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

    def _prepared_for(self, turn: Turn) -> list[Item]:
        """The tests among what is named; without any, the doctors and treatments."""
        store = self.resources.store
        named = [item for item in named_items(turn, store) if fits(item, (*PREPARED_FOR, *GENERAL))]
        pointed_at = find(store, self._nth_test(turn)) or find(store, turn.topic)
        spoken_of = [] if named else [pointed_at]
        found = (self._visit(item) for item in (*named, *spoken_of) if item)
        items = {item.id: item for item in found if fits(item, PREPARED_FOR)}
        tests: list[Item] = [item for item in items.values() if isinstance(item, Test)]
        return (tests or list(items.values()))[:MOST_ITEMS_AT_ONCE]

    def _visit(self, item: Item) -> Item:
        return self.resources.store.item(VISITS.get(item.id, item.id))

    def _preparation(self, item: Item, turn: Turn) -> list[Say]:
        if not isinstance(item, Test):
            any_visit = isinstance(item, Specialist) and item.id != NO_VISIT
            rows = [item, self.resources.store.item(ANY_VISIT)] if any_visit else [item]
            return [item_answer(row, turn) for row in rows]
        facts = {
            "name": titled(item),
            "words": for_speaker(first_sentences(item.text, WHAT_IT_IS), turn.speaker),
            "prepare": for_speaker(item.prepare, turn.speaker),
            "feels_like": for_speaker(item.feels_like, turn.speaker),
        }
        return [Say("utter_test_preparation", facts, kind="answer", sources=sources_of([item]))]
