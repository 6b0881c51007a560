"""What a question that points back asks about the item: what it is, who, how, how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.language.follow_up_items import MENTIONS, Before, Parsed
from nlu.language.follow_up_rows import FollowUpRows
from nlu.language.intent_table import IntentTable
from nlu.language.topics import Topics

CONDITIONS = frozenset({"disease", "cause", "pathology", "complication", "type"})
_DONE_BY_SOMEBODY = frozenset({"test", "treatment"})


@dataclass(frozen=True, slots=True)
class FollowUpAspects:
    """Chooses the intent that asks about an item."""

    rows: FollowUpRows
    table: IntentTable
    topics: Topics

    def intent(self, parsed: Parsed, item: str, words: Sequence[str], before: Before) -> str | None:
        """What the question asks about the item; None if it is about something else."""
        kind, explains = self.topics.kind_of(item), self.explains(item)
        if self.rows.is_bare(words) or self.rows.is_nth(words):
            return explains
        intent = self._in_context(parsed, words)
        if kind in CONDITIONS and intent["name"] in self.rows["of_a_condition"]:
            return self._care_of(intent, item, words)
        if kept := self._question_of_care(intent["name"], kind, words):
            return kept
        if self._asks_of_a_section(intent, words):
            return None
        if kind not in CONDITIONS and self._asks_what_is_done(intent, kind, words):
            return explains
        opposite = self.rows.has("opposite_words", words) and item in self.rows["opposites"]
        if opposite or (kind == "type" and self.rows.has("things", words)):
            return explains
        anything = "of_a_type" if kind == "type" else "of_anything"
        if intent["name"] in self.rows[anything] or self._is_no_talk(intent, words, before):
            return explains
        return None

    def section(self, item: str) -> str | None:
        """The question for all that is of the item's kind."""
        section: str | None = self.rows["sections"].get(self.topics.kind_of(item))
        return section

    def explains(self, item: str) -> str:
        """The intent that asks what the item is."""
        return self.table.explain[self.topics.kind_of(item)]

    def _in_context(self, parsed: Parsed, words: Sequence[str]) -> Mapping[str, Any]:
        """Alone, "whom would I see for that?" sounds like an appointment; here it asks for doctors.

        A matter of another kind stays one if it is sure, or has a word of its own.
        """
        intent: Mapping[str, Any] = parsed["intent"]
        elsewhere = self.rows["elsewhere"]
        if intent["name"] not in elsewhere["intents"] or not self.rows.points_plainly(words):
            return intent
        if intent["confidence"] >= elsewhere["below"] or self.rows.has("own_matters", words):
            return intent
        asking = (
            one
            for one in parsed.get("intent_ranking") or ()
            if one["name"] in self.table.about and one["confidence"] >= elsewhere["least"]
        )
        return next(asking, {**intent, "name": "nlu_fallback"})

    def _care_of(self, intent: Mapping[str, Any], item: str, words: Sequence[str]) -> str | None:
        """A question of care that the item can have; hardly meant, it asks what the item is."""
        known = self.rows.has("of_being_known", words)
        if known or intent["confidence"] < self.rows["least_of_a_condition"]:
            return self.explains(item)
        if self.topics.fits(item, self.table.about.get(intent["name"], ())):
            return str(intent["name"])
        return self.explains(item) if self.rows.points_plainly(words) else None

    def _question_of_care(self, name: str, kind: str, words: Sequence[str]) -> str | None:
        """How to prepare for a test, and who does it, or a treatment: such questions stay."""
        if kind == "test" and self.rows.has("of_preparing", words):
            return str(self.rows["of_a_test"][0])
        points = self.rows.has("pointers", words)
        done_by = points and kind in _DONE_BY_SOMEBODY and name in self.rows["of_who_does_it"]
        prepares = kind == "test" and name in self.rows["of_a_test"]
        return name if done_by or prepares else None

    def _asks_of_a_section(self, intent: Mapping[str, Any], words: Sequence[str]) -> bool:
        """ "What illnesses can it be?" is about the trembling, whatever was explained last."""
        return self.rows.is_section(intent["name"]) and self.rows.has("section_words", words)

    def _asks_what_is_done(
        self, intent: Mapping[str, Any], kind: str, words: Sequence[str]
    ) -> bool:
        """ "What does he look at?", "does it hurt?": at a doctor's, in a test or a treatment.

        Surely asked, "what causes it?" is about the trembling.
        """
        if self._asks_of_a_visit(intent) or self.rows.has("of_its_work", words):
            return True
        if intent["name"] not in self.table.about or self._is_about_the_talk(intent):
            return False
        meant = "persons" if kind == "specialist" else "things_meant"
        if self.rows.has(meant, words):
            return True
        sure = intent["confidence"] >= self.rows["of_a_visit_perhaps"]["below"]
        return self.rows.points_plainly(words) and not sure

    def _is_about_the_talk(self, intent: Mapping[str, Any]) -> bool:
        return intent["name"] in self.rows["about_the_talk"]

    def _asks_of_a_visit(self, intent: Mapping[str, Any]) -> bool:
        perhaps = self.rows["of_a_visit_perhaps"]
        unsure = intent["name"] in perhaps["intents"] and intent["confidence"] < perhaps["below"]
        return intent["name"] in self.rows["of_a_visit"] or unsure

    def _is_no_talk(self, intent: Mapping[str, Any], words: Sequence[str], before: Before) -> bool:
        """What looks like talk, or like a question about the talk, and is neither."""
        talk = self.rows["talk"]
        if intent["name"] in talk["intents"]:
            return bool(intent["confidence"] < talk["below"])
        asks_you = not self.rows.has("asks_kindly", words)
        named = asks_you and self.rows.has("words_of_the_talk", words)
        if not self._is_about_the_talk(intent) or named:
            return False
        told_by_itself = bool(before.parsed.get(MENTIONS)) and not before.answering
        return told_by_itself or before.open_question is None
