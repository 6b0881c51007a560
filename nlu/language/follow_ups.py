"""Reads a question that names nothing of its own in the light of what was spoken of before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from nlu.language.intent_table import IntentTable
from nlu.language.topic_matcher import tokens_of
from nlu.language.topics import GENERAL, Topics, load_topics

NLU = Path(__file__).resolve().parents[1]
MENTIONS = "mentions"  # items that a message names, asked about or not
TOPIC = "topic"
_CONDITIONS = frozenset({"disease", "cause", "pathology", "complication", "type"})
_DONE_BY_SOMEBODY = frozenset({"test", "treatment"})
_STEM = 5  # letters that "needle" and "needling" share
_TELLING = frozenset({"red_flag", "duration", "age", "activation", "onset"})
_SURE_OF_ITEM, _SURE_OF_ROW = 0.6, 0.9  # a row of general advice fits many a question a little

Parsed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """What was spoken of before a message: the message before it, and what the assistant asked.

    `topic` is the item that was explained in answer to that message, if any; `listed` are the items
    of the last list; `answering` whether it came to an open question, as an answer to it may.
    """

    parsed: Parsed
    topic: str | None = None
    open_question: str | None = None
    answering: bool = False
    listed: Sequence[str] = ()


class FollowUps:
    """Gives such a question the item that it means, and the intent that asks about it."""

    def __init__(self, rows: Mapping[str, Any], table: IntentTable, topics: Topics) -> None:
        self._rows = rows
        self._table = table
        self._topics = topics

    @classmethod
    def of_project(cls, folder: Path = NLU) -> FollowUps:
        """With the words, the table and the names that are committed."""
        rows = yaml.safe_load((folder / "follow_ups.yml").read_text(encoding="utf-8"))
        synonyms = folder.parent / "knowledge" / "content" / "synonyms.yml"
        topics = load_topics(folder / "topics.yml", folder / "complaints.yml", synonyms)
        return cls(rows, IntentTable.from_file(folder / "handling.yml"), topics)

    def read(self, parsed: Parsed, before: Before) -> Parsed:
        """The message as it is meant after what came before; most are what they were."""
        words = _words_of(parsed)
        if chosen := self._one_listed(words, before):
            return self._about(parsed, chosen, self._table.explain[self._topics.kind_of(chosen)])
        if compared := self._compared(parsed, words, before):
            return compared
        if not self._points_back(parsed, words):
            return self._within(parsed)
        own = next(self._causes(parsed, "hypothetical"), None)  # "and if it's my discs?"
        item = own or self._meant(parsed, words, before)
        intent = self._intent(parsed["intent"], item, words, before) if item else None
        if item and self._has("others", words) and (section := self._section(item)):
            item, intent = None, section
        if not intent:
            return parsed
        return {**self._about(parsed, item, intent), MENTIONS: self._named(before.parsed)}

    def _points_back(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """It asks, tells nothing, names nothing, and holds a "that" or hardly any word."""
        entities = parsed["entities"]
        if any(one["entity"] in _TELLING for one in entities) or self._names_an_item(parsed, words):
            return False
        asks = "?" in parsed["text"] or not self._table.question_words.isdisjoint(words)
        short = len(words) <= self._rows["most_words"]
        points = self._has("pointers", words)
        prepares = parsed["intent"]["name"] in self._rows["of_a_test"]
        return (asks and (short or points or prepares)) or self._has("opposite_words", words)

    def _compared(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "And X, is it just another word for it?": both are asked about."""
        own = [one for one in parsed.get(MENTIONS) or () if one in self._topics.kinds]
        if len(own) != 1 or not self._has("compares", words):
            return None
        others = [*self._named(before.parsed), self._explained(before)]
        other = next((one for one in reversed(others) if one and one != own[0]), None)
        if other is None or self._topics.kind_of(other) != self._topics.kind_of(own[0]):
            return None
        intent = self._table.explain[self._topics.kind_of(other)]
        read = self._about(parsed, own[0], intent)
        both = {**read["entities"][-1], "value": other}
        return {**read, "entities": [*read["entities"], both], MENTIONS: [other, own[0]]}

    def _within(self, parsed: Parsed) -> Parsed:
        """ "My neighbour said spondylosis. What is that?": named and asked about in one message."""
        named, last = self._named(parsed), (parsed.get("segments") or [{}])[-1]
        words = _words_of(last)
        if next(_topics_in(parsed), None) or not named or not self._has("plainly", words):
            return parsed
        if len(parsed["segments"]) < 2 or not self._is_asked(last):
            return parsed
        intent = self._intent(last["intent"], named[-1], words, Before(parsed))
        return self._about(parsed, named[-1], intent) if intent else parsed

    def _one_listed(self, words: Sequence[str], before: Before) -> str | None:
        """ "The needle one": one of the list that was just given, by a word of its names."""
        short = len(words) <= self._rows["most_words"] and "one" in words
        return self._by_a_word(words, before.listed) if short else None

    def _by_a_word(self, words: Sequence[str], items: Sequence[str]) -> str | None:
        """The only one of the items that has a name with such a word in it."""
        marks = {word[:_STEM] for word in words if len(word) >= _STEM}
        fitting = [one for one in items if not marks.isdisjoint(self._stems(one))]
        return fitting[0] if len(fitting) == 1 else None

    def _stems(self, item: str) -> set[str]:
        """The beginnings of the words of all its names."""
        names = (*self._topics.names.get(item, ()), *self._topics.lay_words.get(item, ()))
        return {token.form[:_STEM] for name in names for token in tokens_of(name)}

    def _names_an_item(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """By its name, or described well enough; "does one feel anything" describes nothing."""
        if parsed.get(MENTIONS):
            return True
        plainly = self._has("plainly", words)
        if plainly and not self._has("other", words):
            return False
        return any(_is_sure(one) for one in parsed["entities"] if one["entity"] == TOPIC)

    def _meant(self, parsed: Parsed, words: Sequence[str], before: Before) -> str | None:
        """The item: the opposite, one of several, what was told as a cause, or the last named."""
        named, explained = self._named(before.parsed), self._explained(before)
        described = next((one for one in _topics_in(parsed) if one in named), None)
        described = self._by_a_word(words, named) or described
        last = self._one_of(named, explained, words) if named else explained
        last = described if described and len(named) > 1 else last
        if self._has("opposite_words", words) and last in self._rows["opposites"]:
            return str(self._rows["opposites"][last])
        if last is None and parsed["intent"]["name"] in self._rows["ask_for_causes"]:
            return next(self._causes(before.parsed, "present"), None)
        if last is None and self._has("calls", words):
            return _only_activation(before.parsed)
        return last

    def _one_of(self, named: Sequence[str], explained: str | None, words: Sequence[str]) -> str:
        """ "The second one", "and the other?"; else the one explained last, or named last."""
        if explained in named:
            others = [one for one in named if one != explained]
            if others and "other" in words:
                return others[0]
        places = (self._rows["places"][word] for word in words if word in self._rows["places"])
        place: int = next(places, named.index(explained) if explained in named else -1)
        return named[place] if place < len(named) else named[-1]

    def _named(self, parsed: Parsed) -> list[str]:
        """What a message names; in "my GP said something about discs" the doctor only tells."""
        named = [str(one) for one in parsed.get(MENTIONS) or () if one in self._topics.kinds]
        said = self._table.says.intersection(_words_of(parsed))
        doctors = [one for one in named if self._topics.kind_of(one) == "specialist"]
        if len(doctors) < len(named):
            return [one for one in named if one not in doctors]
        return doctors[1:] if said else doctors

    def _explained(self, before: Before) -> str | None:
        """The item explained last, if the message before asked for it."""
        asked = before.parsed.get("intent", {}).get("name", "")
        fresh = asked in self._table.about or asked == "what_means"
        return before.topic if fresh and before.topic in self._topics.kinds else None

    def _causes(self, parsed: Parsed, status: str) -> Iterator[str]:
        """The items that the findings of a status may be causes by, the last one first."""
        for one in reversed(parsed.get("entities") or ()):
            if one["entity"] == "finding" and one.get("status", "present") == status:
                cause = self._rows["told_causes"].get(one["value"])
                if cause:
                    yield cause

    def _intent(
        self, intent: Mapping[str, Any], item: str, words: Sequence[str], before: Before
    ) -> str | None:
        """What the question asks about the item; None if it is about something else."""
        name, kind = intent["name"], self._topics.kind_of(item)
        explains = self._table.explain.get(kind)
        if self._is_bare(words) or self._is_nth(words):
            return explains
        if kind in _CONDITIONS and name in self._rows["of_a_condition"]:
            return name if kind in self._table.about.get(name, ()) else None
        if kept := self._question_of_care(name, kind, words):
            return kept
        if kind not in _CONDITIONS and (
            self._asks_of_a_visit(intent) or self._has("of_its_work", words)
        ):
            return explains
        if self._has("opposite_words", words) and item in self._rows["opposites"]:
            return explains
        anything = "of_a_type" if kind == "type" else "of_anything"
        if name in self._rows[anything] or self._is_no_talk(intent, words, before):
            return explains
        return None

    def _question_of_care(self, name: str, kind: str, words: Sequence[str]) -> str | None:
        """How to prepare for a test, and who does it, or a treatment: such questions stay."""
        if kind == "test" and self._has("of_preparing", words):
            return str(self._rows["of_a_test"][0])
        points = self._has("pointers", words)
        done_by = points and kind in _DONE_BY_SOMEBODY and name in self._rows["of_who_does_it"]
        prepares = kind == "test" and name in self._rows["of_a_test"]
        return name if done_by or prepares else None

    def _asks_of_a_visit(self, intent: Mapping[str, Any]) -> bool:
        perhaps = self._rows["of_a_visit_perhaps"]
        unsure = intent["name"] in perhaps["intents"] and intent["confidence"] < perhaps["below"]
        return intent["name"] in self._rows["of_a_visit"] or unsure

    def _is_no_talk(self, intent: Mapping[str, Any], words: Sequence[str], before: Before) -> bool:
        """What looks like talk, or like a question about the talk, and is neither."""
        talk, about = self._rows["talk"], self._rows["about_the_talk"]
        if intent["name"] in talk["intents"]:
            return bool(intent["confidence"] < talk["below"])
        if intent["name"] not in about["intents"] or not set(about["words"]).isdisjoint(words):
            return False
        told_by_itself = bool(before.parsed.get(MENTIONS)) and not before.answering
        return told_by_itself or before.open_question is None

    def _has(self, key: str, words: Sequence[str]) -> bool:
        """Whether one of a list's words or phrases stands in the line of words."""
        line = f" {' '.join(words)} "
        return any(f" {phrase} " in line for phrase in self._rows[key])

    def _is_nth(self, words: Sequence[str]) -> bool:
        """ "The second one", whatever so short a question seems to ask."""
        short = len(words) <= self._rows["most_words"]
        return short and any(
            word in self._rows["places"] and one == "one" for word, one in pairwise(words)
        )

    def _is_bare(self, words: Sequence[str]) -> bool:
        bare = self._rows["bare"]
        few = 0 < len(words) <= bare["most_words"]
        return few and set(bare["words"]).issuperset(words)

    def _section(self, item: str) -> str | None:
        """The question for all that is of the item's kind."""
        section: str | None = self._rows["sections"].get(self._topics.kind_of(item))
        return section

    def _about(self, parsed: Parsed, item: str | None, intent: str) -> dict[str, Any]:
        """The message with the intent and the item put in; what it asks about is no fact."""
        text = parsed["text"]
        asked = [part for part in parsed.get("segments") or () if self._is_asked(part)]
        others = [_only_asked(one, asked) for one in parsed["entities"] if one["entity"] != TOPIC]
        topic = {"entity": TOPIC, "value": item, "start": 0, "end": len(text), "quote": text}
        chosen = {"name": intent, "confidence": parsed["intent"]["confidence"]}
        return {
            **parsed,
            "intent": chosen,
            "entities": [*others, topic] if item else others,
            "segments": [{"start": 0, "end": len(text), "text": text, "intent": chosen}],
            "handling": "in_scope",
        }

    def _is_asked(self, segment: Mapping[str, Any]) -> bool:
        return segment["intent"]["name"] in self._table.about


def _is_sure(topic: Mapping[str, Any]) -> bool:
    least = _SURE_OF_ROW if topic.get("kind") in GENERAL else _SURE_OF_ITEM
    return bool(topic.get("confidence_entity", 1.0) >= least)


def _only_activation(parsed: Parsed) -> str | None:
    """At rest or on movement, if the message tells of one of them only."""
    found = [
        str(one["value"])
        for one in parsed.get("entities") or ()
        if one["entity"] == "activation" and one.get("status", "present") == "present"
    ]
    return found[0] if len(set(found)) == 1 else None


def _topics_in(parsed: Parsed) -> Iterator[str]:
    """What the words of a message describe, surely or not."""
    return (str(one["value"]) for one in parsed["entities"] if one["entity"] == TOPIC)


def _words_of(parsed: Parsed) -> list[str]:
    """In lower case; "how's" is "how"."""
    return [token.form for token in tokens_of(str(parsed.get("text", "")))]


def _only_asked(entity: Mapping[str, Any], asked: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """ "Which of them hurts more?" tells of no pain."""
    inside = any(part["start"] <= entity["start"] < part["end"] for part in asked)
    stated = entity["entity"] == "finding" and entity.get("status") == "present"
    return {**entity, "status": "hypothetical"} if stated and inside else entity
