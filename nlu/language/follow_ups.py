"""Reads a question that names nothing of its own in the light of what was spoken of before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nlu.language.follow_up_aspects import CONDITIONS, FollowUpAspects
from nlu.language.follow_up_items import (
    MENTIONS,
    TOPIC,
    Before,
    FollowUpItems,
    Parsed,
    topics_in,
    topics_of,
    words_of,
)
from nlu.language.follow_up_letters import TELLING, LetterReader
from nlu.language.follow_up_rows import FollowUpRows, words_in
from nlu.language.intent_table import CORRECT, INFORM, IntentTable
from nlu.language.topics import GENERAL, Topics, load_topics

NLU = Path(__file__).resolve().parents[1]
# A row of general advice fits many a question a little; beside "it" a description must be plain.
_SURE_OF_ITEM, _SURE_BESIDE_IT, _SURE_OF_ROW = 0.6, 0.75, 0.9
_SURE_QUESTION = 0.6
_GUESSED = "MessageReader"  # the network's own finding, by no phrase


class FollowUps:
    """Gives such a question the item that it means, and the intent that asks about it."""

    def __init__(self, rows: Mapping[str, Any], table: IntentTable, topics: Topics) -> None:
        self._rows = FollowUpRows(rows)
        self._table = table
        self._topics = topics
        self._items = FollowUpItems(self._rows, table, topics)
        self._aspects = FollowUpAspects(self._rows, table, topics)
        self._letters = LetterReader(self._rows, table)

    @classmethod
    def of_project(cls, folder: Path = NLU) -> FollowUps:
        """With the words, the table and the names that are committed."""
        rows = FollowUpRows.from_file(folder / "follow_ups.yml")
        synonyms = folder.parent / "knowledge" / "content" / "synonyms.yml"
        topics = load_topics(folder / "topics.yml", folder / "complaints.yml", synonyms)
        return cls(rows.rows, IntentTable.from_file(folder / "handling.yml"), topics)

    def read(self, parsed: Parsed, before: Before) -> Parsed:
        """The message as it is meant after what came before; most are what they were."""
        words = words_of(parsed)
        if chosen := self._items.one_listed(parsed, words, before):
            return self._about(parsed, self._aspects.explains(chosen), chosen)
        if shared := self._items.by_a_shared_word(words, before):
            return self._about(parsed, self._aspects.explains(shared), shared)
        if compared := self._compared(parsed, words, before):
            return compared
        if alike := self._asked_alike(parsed, words, before):
            return alike
        if described := self._items.described_last(parsed, before):
            return self._about(parsed, self._aspects.explains(described), described)
        if self._asks_of_the_list(parsed, words, before):
            return self._about(parsed, before.asked)
        if not self._points_back(parsed, words):
            return self._within(parsed)
        return self._pointing_back(parsed, words, before)

    def question_in(self, parsed: Parsed, before: Before) -> str | None:
        """The question of a longer message that points back; None where nothing was spoken of."""
        spoken = self._items.named(before.parsed) or self._items.explained(before) or before.listed
        return self._letters.question_in(parsed) if spoken else None

    def read_question(self, parsed: Parsed, question: Parsed, before: Before) -> Parsed:
        """A longer message by its question, which was read by itself."""
        read = self.read(question, before)
        if read == question and not self._is_sure_to_ask(question):
            return self.read(parsed, before)
        start = parsed["text"].find(question["text"])
        span = {"start": start, "end": start + len(question["text"])} if start >= 0 else {}
        asked = [*self._asked_parts(parsed), *([span] if span else [])]
        message = self._about(parsed, read["intent"]["name"], *topics_in(read), asked=asked)
        return {**message, MENTIONS: read.get(MENTIONS) or []}

    def _pointing_back(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed:
        """It means something that was named, explained or told before; or it stays what it is."""
        if both := self._items.both_meant(words, before):
            return self._about(parsed, self._aspects.explains(both[0]), *both)
        own = next(self._items.causes(parsed, "hypothetical"), None)  # "and if it's my discs?"
        item = own or self._items.meant(parsed, words, before)
        intent = self._aspects.intent(parsed, item, words, before) if item else None
        items = [item] if item else []
        if item and self._rows.has("others", words) and (section := self._aspects.section(item)):
            items, intent = [], section
        if not intent:
            return parsed
        named = self._items.named(before.parsed)
        return {**self._about(parsed, intent, *items), MENTIONS: named}

    def _points_back(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """It asks, tells nothing, names nothing, and holds a "that" or hardly any word."""
        entities = parsed["entities"]
        telling = any(self._is_told(one, words) for one in entities)
        if telling or self._names_an_item(parsed, words):
            return False
        asks = "?" in parsed["text"] or not self._table.question_words.isdisjoint(words)
        points = self._rows.has("pointers", words) or self._rows.is_nth(words)
        short = self._rows.is_short(words) and not self._rows.has("of_the_tremor", words)
        prepares = parsed["intent"]["name"] in self._rows["of_a_test"]
        opposite = self._rows.has("opposite_words", words)
        return (asks and (short or points or prepares)) or opposite

    def _is_sure_to_ask(self, question: Parsed) -> bool:
        """By itself it is a question of ours, whatever the letter around it is about."""
        intent = question["intent"]
        sure = intent["confidence"] >= _SURE_QUESTION or any(map(_is_sure, topics_of(question)))
        return intent["name"] in self._table.about and sure

    def _is_told(self, entity: Mapping[str, Any], words: Sequence[str]) -> bool:
        """Not "why mostly in bed?", which speaks of nobody's tremor."""
        if entity["entity"] not in TELLING or _is_guessed(entity):
            return False
        return entity["entity"] != "activation" or self._rows.has("somebody", words)

    def _asks_of_the_list(self, parsed: Parsed, words: Sequence[str], before: Before) -> bool:
        """ "Which of those is the most common?": the list itself answers best."""
        fresh = bool(before.listed) and self._rows.is_section(before.asked)
        named = any(topic not in before.listed for topic in parsed.get(MENTIONS) or ())
        chooses = self._items.chooses(words) and self._rows.has("those", words)
        return fresh and not named and chooses

    def _compared(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "And X, is it just another word for it?": both are asked about."""
        own = [one for one in parsed.get(MENTIONS) or () if one in self._topics.kinds]
        if len(own) != 1 or not self._rows.has("compares", words):
            return None
        others = [*self._items.named(before.parsed), self._items.explained(before)]
        other = next((one for one in reversed(others) if one and one != own[0]), None)
        if other is None or not self._are_alike(own[0], other):
            return None
        both = self._about(parsed, self._aspects.explains(other), own[0], other)
        return {**both, MENTIONS: [other, own[0]]}

    def _are_alike(self, one: str, other: str) -> bool:
        kinds = {self._topics.kind_of(one), self._topics.kind_of(other)}
        return len(kinds) == 1 or kinds.issubset(CONDITIONS)

    def _asked_alike(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "How is sciatica treated?" – "And a slipped disc?": the same asked of another item."""
        topics = topics_of(parsed)
        if before.asked not in self._rows["of_a_condition"] + self._rows["of_a_test"]:
            return None
        kinds = self._table.about.get(before.asked, ())
        if not topics or not all(self._topics.fits(str(one["value"]), kinds) for one in topics):
            return None
        rest = words_in(_without(parsed["text"], topics))
        alone = set(self._rows["alone"]).issuperset(rest)
        if not alone and not (before.listed and self._rows.has("which", words)):
            return None
        return self._about(parsed, before.asked, *(str(one["value"]) for one in topics))

    def _within(self, parsed: Parsed) -> Parsed:
        """ "My neighbour said spondylosis. What is that?": named and asked about in one message."""
        named, last = self._items.named(parsed), (parsed.get("segments") or [{}])[-1]
        words = words_of(last)
        if next(topics_in(parsed), None) or not named or not self._rows.has("plainly", words):
            return parsed
        if len(parsed["segments"]) < 2 or not self._is_asked(last):
            return parsed
        intent = self._aspects.intent(last, named[-1], words, Before(parsed))
        return self._about(parsed, intent, named[-1]) if intent else parsed

    def _names_an_item(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """By its name, or described well enough; "does one feel anything" describes nothing."""
        if parsed.get(MENTIONS):
            return True
        enough = _is_plain if self._rows.points_plainly(words) else _is_sure
        return any(map(enough, topics_of(parsed)))

    def _about(
        self,
        parsed: Parsed,
        intent: str,
        *items: str,
        asked: Sequence[Mapping[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """The message with the intent and the items put in; what it asks about is no fact."""
        text = parsed["text"]
        parts = self._asked_parts(parsed) if asked is None else asked
        tells = any(self._is_telling(part) for part in parsed.get("segments") or ())
        others = [
            _only_asked(one, parts, tells) for one in parsed["entities"] if one["entity"] != TOPIC
        ]
        whole = {"start": 0, "end": len(text)}
        topics = [{"entity": TOPIC, "value": item, "quote": text, **whole} for item in items]
        chosen = {"name": intent, "confidence": parsed["intent"]["confidence"]}
        return {
            **parsed,
            "intent": chosen,
            "entities": [*others, *topics],
            "segments": [{**whole, "text": text, "intent": chosen}],
            "handling": "in_scope",
        }

    def _asked_parts(self, parsed: Parsed) -> list[Mapping[str, Any]]:
        return [part for part in parsed.get("segments") or () if self._is_asked(part)]

    def _is_telling(self, segment: Mapping[str, Any]) -> bool:
        return segment["intent"]["name"] in (INFORM, CORRECT)

    def _is_asked(self, segment: Mapping[str, Any]) -> bool:
        return segment["intent"]["name"] in self._table.about


def _is_sure(topic: Mapping[str, Any]) -> bool:
    least = _SURE_OF_ROW if topic.get("kind") in GENERAL else _SURE_OF_ITEM
    return bool(topic.get("confidence_entity", 1.0) >= least)


def _is_plain(topic: Mapping[str, Any]) -> bool:
    """ "What's it called if it only comes when I move?" describes one thing and no other."""
    sure = topic.get("confidence_entity", 1.0) >= _SURE_BESIDE_IT
    return bool(sure and topic.get("kind") not in GENERAL)


def _is_guessed(entity: Mapping[str, Any]) -> bool:
    """As in "can it be both?", in which only the network sees a tremor at rest."""
    return entity["entity"] == "activation" and entity.get("extractor") == _GUESSED


def _without(text: str, topics: Sequence[Mapping[str, Any]]) -> str:
    """The text around the names in it."""
    for one in sorted(topics, key=lambda topic: -int(topic["start"])):
        text = f"{text[: one['start']]} {text[one['end'] :]}"
    return text


def _only_asked(
    entity: Mapping[str, Any], asked: Sequence[Mapping[str, Any]], tells: bool
) -> Mapping[str, Any]:
    """ "Which of them hurts more?" tells of no pain, and "can it be both?" of no tremor at rest."""
    inside = any(part["start"] <= entity["start"] < part["end"] for part in asked)
    stated = entity["entity"] == "finding" and entity.get("status") == "present" and inside
    guessed = _is_guessed(entity) and not tells
    return {**entity, "status": "hypothetical"} if stated or guessed else entity
