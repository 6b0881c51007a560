"""Reads a message in the light of what was explained, listed or named before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nlu.language.follow_up_asking import SURE_OF_OWN, FollowUpAsking
from nlu.language.follow_up_items import (
    MENTIONS,
    Before,
    FollowUpItems,
    Parsed,
    topics_in,
    topics_of,
    words_of,
)
from nlu.language.follow_up_labels import EXPLAIN, LIST, LISTED
from nlu.language.follow_up_letters import LetterReader
from nlu.language.follow_up_messages import (
    asking,
    asking_parts,
    is_likely_alarm,
    of_kind,
    taking_back,
    without_findings,
    without_unlikely_alarms,
)
from nlu.language.follow_up_rows import FollowUpRows, words_in
from nlu.language.intent_table import OTHER_MEDICAL, RETRACT, IntentTable
from nlu.language.topics import Topics, load_topics

NLU = Path(__file__).resolve().parents[1]
_CONDITIONS = frozenset({"disease", "cause", "pathology", "complication", "type"})
_ACTIVATIONS = ("static", "kinetic")
_SURE_COMPLAINT = 0.7  # "my heart was in my mouth", in the middle of a talk, is hardly one


class FollowUps:
    """Gives it the item that it means and the intent that asks about it, if it asks at all.

    Whether and what it asks says the classifier (`FOLLOW_UP`); of what, the words and the talk.
    """

    def __init__(self, rows: Mapping[str, Any], table: IntentTable, topics: Topics) -> None:
        self._rows = FollowUpRows(rows)
        self._table = table
        self._topics = topics
        self._items = FollowUpItems(self._rows, table, topics)
        self._asking = FollowUpAsking(self._rows, table, topics)
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
        if self._stands_alone(parsed, before):
            return parsed
        if self._is_of_another_complaint(parsed, words, before):
            return of_kind(parsed, OTHER_MEDICAL)
        rules = (self._taken_back, self._nth, self._others, self._several, self._worded)
        for rule in (*rules, self._compared, self._asked_alike, self._alike):
            if read := rule(parsed, words, before):
                return read
        if self._asks_in_general(parsed, words, before):
            return parsed
        item = self._items.meant(parsed, words, before)
        if self._is_listed(before) and (item is None or self._means_the_list(parsed, words)):
            return self._of_the_list(parsed, words, before)
        if item is None:
            return self._within(parsed, words)
        if self._rows.has("supposes", words):  # "and if it's my discs?"
            item = next(self._items.causes(parsed, "hypothetical"), item)
        least = self._asking.least(parsed, words, item)
        if before.since > 1 and item == before.topic:
            least = max(least, self._rows["least"]["later"])
        return self._of_the_item(parsed, words, item, least, self._items.named(before.parsed))

    def question_in(self, parsed: Parsed, before: Before) -> str | None:
        """The question of a longer message that points back; None where nothing was spoken of."""
        named = self._items.named(before.parsed)
        spoken = named or self._items.last_explained(before) or before.listed
        return self._letters.question_in(parsed) if spoken else None

    def read_question(self, parsed: Parsed, question: Parsed, before: Before) -> Parsed:
        """A longer message by its question, which was read by itself, or else as a whole."""
        other = self._rows.has("other", words_of(parsed))
        of_its_own = self._asking.asks_of_what_it_names(parsed) and not other
        if of_its_own or self._is_another_letter(parsed, before):
            return self.read(parsed, before)
        read = self.read(question, before)
        again = self._rows.has("again", words_of(question))
        if self._is_listed(before) and read != question and not again:  # which one, says the letter
            one = self._items.described(parsed, words_of(parsed), before)
            read = self._explained(question, one) if one else read
        if read == question and not self._asking.is_sure_to_ask(question):
            return self.read(parsed, before)
        start = parsed["text"].find(question["text"])
        span = {"start": start, "end": start + len(question["text"])} if start >= 0 else {}
        asked = [*asking_parts(parsed, self._table.about), *([span] if span else [])]
        items = [str(one["value"]) for one in topics_of(read)]
        message = asking(parsed, read["intent"]["name"], items, asked)
        return {**message, MENTIONS: read.get(MENTIONS) or []}

    def _is_another_letter(self, letter: Parsed, before: Before) -> bool:
        """ "… the full list of diseases it can be a symptom of. Which ones are they?"."""
        item = self._items.last_explained(before)
        if item is None or self._is_listed(before):
            return False
        least = self._rows["least"]["letter"]
        return self._asking.asked(letter, self._topics.kind_of(item), least) is None

    def _worded(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """What the words alone settle: "the needle one", "needles??", "can it be both?"."""
        one = self._items.one_listed(parsed, words, before)
        one = one or self._items.by_a_shared_word(words, before)
        items = [one] if one else self._items.both_meant(words, before)
        return self._explained(parsed, *items) if items else self._again(parsed, words, before)

    def _nth(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "What does the second one do?", "and the last one, who gives that?": of a list."""
        item = self._items.nth_of_the_list(words, before)
        if item is None or self._items.named(parsed):
            return None
        least = float(self._rows["least"]["plainly"])
        asked = self._asking.asked(parsed, self._topics.kind_of(item), least)
        intent = self._asking.intent(parsed, asked, item) if asked else None
        return self._about(parsed, intent or self._asking.explains(item), item)

    def _again(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "Sorry, too quick, once more": what was explained or listed just now."""
        wanted = parsed["intent"]["name"] == "repeat" or self._rows.has("again", words)
        if not wanted or self._items.named(parsed) or self._asking.describes_one(parsed):
            return None
        if self._is_listed(before):
            return self._about(parsed, before.asked)
        item = self._items.meant(parsed, words, before)
        return self._explained(parsed, item) if item else None

    def _others(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "What else is there?", "and without tablets?": all of its kind, or the list again."""
        others, without = self._rows.has("others", words), self._rows.has("without", words)
        asks = (others or without) and self._asking.is_question(parsed, words)
        if not asks or self._rows.has("of_it", words):  # "what else should I know about it?"
            return None
        item, named = self._items.meant(parsed, words, before), parsed.get(MENTIONS) or ()
        of_the_list = self._is_listed(before) and not set(named).isdisjoint(before.listed)
        without = without and (of_the_list or item in named)
        if not (others or without):
            return None
        section = self._rows["sections"].get(self._topics.kind_of(item)) if item else None
        section = before.asked if self._is_listed(before) else section
        if section is None:
            return None
        asked = without_findings(parsed) if without else parsed  # it tells of no medicines
        return self._about(asked, section)

    def _several(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "Which of these are to do with nerves?": the list again, whatever that describes."""
        several = self._rows.has("several", words) and self._is_listed(before)
        return self._about(parsed, before.asked) if several else None

    def _stands_alone(self, parsed: Parsed, before: Before) -> bool:
        """An alarm, a word to the assistant itself, or an answer to the question that is open."""
        intent, alone = parsed["intent"], self._rows["alone_by_intent"]
        alarm = any(map(is_likely_alarm, parsed["entities"]))
        kinds = alone["always"] + (alone["in_the_interview"] if before.open_question else [])
        kinds = kinds + (alone["in_an_alarm"] if before.in_alarm else [])
        kinds = kinds + [one for one in alone["goes_on"] if one == before.asked]
        told = intent["name"] in kinds and intent["confidence"] >= alone["least"]
        answers = before.open_question is not None and not self._letters.asks(parsed["text"])
        answers = answers and intent["name"] in alone["answers"]
        answers = answers and not self._takes_over(parsed, before)
        nth = self._rows.is_nth(words_of(parsed))  # "back to the first one"
        return alarm or (told and not nth) or answers

    def _taken_back(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "Just kidding", in an alarm: it is asked whether that was a mistake."""
        del words  # whatever they are
        row = self._rows["takes_back"]
        waits = before.in_alarm and before.open_question is None
        shares = {one["name"]: one["confidence"] for one in parsed.get("intent_ranking") or ()}
        likely = shares.get(RETRACT, 0.0) >= row["least"]
        talk = parsed["intent"]["name"] in row["kinds"]
        return taking_back(parsed) if waits and talk and likely else None

    def _is_of_another_complaint(
        self, parsed: Parsed, words: Sequence[str], before: Before
    ) -> bool:
        """ "My eyelid twitches." – "Who do I see for that?": what was spoken of is not of ours."""
        if before.asked != OTHER_MEDICAL or parsed["intent"]["name"] not in self._table.about:
            return False
        surely = before.parsed["intent"]["confidence"] >= _SURE_COMPLAINT
        if (before.explained or before.listed) and not surely:
            return False
        named = topics_of(parsed) or parsed.get(MENTIONS) or self._rows.has("of_the_tremor", words)
        return not named and self._rows.may_point_back(words)

    def _asks_in_general(self, parsed: Parsed, words: Sequence[str], before: Before) -> bool:
        """ "Which treatments are there?", "and what causes it?" after a list of illnesses."""
        own, sure = parsed["intent"]["name"], parsed["intent"]["confidence"] >= SURE_OF_OWN
        of_the_tremor = self._rows.has("of_the_tremor", words)
        of_itself = own in self._rows["of_the_tremor_itself"] and self._rows.are_few(words)
        if sure and of_the_tremor and of_itself:
            return True
        if not sure or not self._rows.is_section(own):
            return False
        if self._is_listed(before) and not self._items.named(before.parsed):
            return not self._rows.has("those", words)
        if self._rows.has("whole_list", words):
            return True
        general = self._rows.has("section_words", words) or of_the_tremor
        return general and not self._rows.points_back(words)

    def _of_the_item(
        self, parsed: Parsed, words: Sequence[str], item: str, least: float, named: Sequence[str]
    ) -> Parsed:
        """What it asks about the item; or it asks about something else, or nothing of it."""
        if self._asking.names_it(parsed, item):
            return parsed
        asked = self._asking.asked(parsed, self._topics.kind_of(item), least)
        opposite = self._rows.has("opposite_words", words) and item in self._rows["opposites"]
        nth = self._rows.is_nth(words) and self._rows.is_short(words)
        named_so = item in _ACTIVATIONS and self._rows.has("calls", words)  # "what's that called?"
        named_so = named_so and not parsed.get(MENTIONS)
        if opposite or nth or named_so:
            asked = EXPLAIN
        intent = self._asking.intent(parsed, asked, item) if asked else None
        if intent is None:
            return parsed
        if self._asking.asked(parsed, self._topics.kind_of(item), SURE_OF_OWN):
            parsed = without_unlikely_alarms(parsed)
        row = self._rows["row_beside"].get(intent)
        items = [item, row] if row else [item]
        return {**self._about(parsed, intent, *items), MENTIONS: named or [item]}

    def _means_the_list(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """ "Which of those", "who of the specialists comes next?", though one of it was named."""
        surely = self._asking.asked(parsed, LISTED, SURE_OF_OWN) == LIST
        in_general = parsed["intent"]["confidence"] >= SURE_OF_OWN
        return self._rows.has("those", words) or (surely and not in_general)

    def _is_listed(self, before: Before) -> bool:
        """Whether a list was the answer to the message before; who does a massage is none."""
        if not before.listed or not self._rows.is_section(before.asked):
            return False
        asked = filter(self._items.explainable, topics_in(before.parsed))
        return _CONDITIONS.issuperset(map(self._topics.kind_of, asked))

    def _of_the_list(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed:
        """It means one of the list, or asks for a choice among all; the list is given again."""
        named = self._items.named(parsed)
        one = next((item for item in named if item in before.listed), None)
        asked = self._asking.asked(parsed, LISTED, self._asking.least(parsed, words))
        if asked is None or (asked == EXPLAIN and named and one is None):
            return self._within(parsed, words)
        if one and parsed["intent"]["name"] in self._table.about:
            return parsed  # "who does acupuncture?" is understood by itself
        if asked == EXPLAIN:
            one = one or self._items.described(parsed, words, before)
        if one:
            return self._explained(parsed, one)
        if self._asking.describes_one(parsed):
            return parsed
        return self._about(parsed, before.asked) if asked in (EXPLAIN, LIST) else parsed

    def _within(self, parsed: Parsed, words: Sequence[str]) -> Parsed:
        """ "My neighbour said spondylosis. What is that?": named and asked about in one message."""
        named, segments = self._items.named(parsed), list(parsed.get("segments") or ())
        if not named or len(segments) < 2 or topics_of(parsed):
            return parsed
        asks = segments[-1]["intent"]["name"] in self._table.about
        if not asks or not self._rows.has("plainly", words_of(segments[-1])):
            return parsed
        least = self._asking.least(parsed, words, named[-1])
        return self._of_the_item(parsed, words, named[-1], least, named)

    def _explained(self, parsed: Parsed, *items: str) -> dict[str, Any]:
        return self._about(parsed, self._asking.explains(items[0]), *items)

    def _compared(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "And X, is it just another word for it?": both are asked about."""
        own = [one for one in parsed.get(MENTIONS) or () if one in self._topics.kinds]
        pointing = self._rows.may_point_back(words) and self._rows.are_few(words)
        if len(own) != 1 or not pointing or not self._rows.has("compares", words):
            return None
        others = [*self._items.named(before.parsed), self._items.last_explained(before)]
        other = next((one for one in reversed(others) if one and one != own[0]), None)
        if other is None or not self._are_alike(own[0], other):
            return None
        both = self._about(parsed, self._asking.explains(other), own[0], other)
        return {**both, MENTIONS: [other, own[0]]}

    def _are_alike(self, one: str, other: str) -> bool:
        kinds = {self._topics.kind_of(one), self._topics.kind_of(other)}
        return len(kinds) == 1 or kinds.issubset(_CONDITIONS)

    def _asked_alike(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "How is sciatica treated?" – "And a slipped disc?": the same asked of another item."""
        topics = self._taken_up(parsed)
        if before.asked not in self._rows["of_an_item"] or self._rows.has("what_it_is", words):
            return None
        kinds = self._table.about.get(before.asked, ())
        if not topics or not all(self._topics.fits(str(one["value"]), kinds) for one in topics):
            return None
        rest = words_in(_without(parsed["text"], topics))
        alone = set(self._rows["alone"]).issuperset(rest) and rest != ["what"]  # "what's an EMG?"
        if not alone and not (before.listed and self._rows.has("which", words)):
            return None
        whole = {"start": 0, "end": len(parsed["text"])}  # nothing in it tells
        return asking(parsed, before.asked, [str(one["value"]) for one in topics], [whole])

    def _takes_over(self, parsed: Parsed, before: Before) -> bool:
        """ "And for arthritis", after "who treats spondylosis?", whatever question is open."""
        words = words_of(parsed)
        opens = self._rows.has("takes_over", words[: self._rows["most_words_taking_over"]])
        return opens and self._asked_alike(parsed, words, before) is not None

    def _alike(self, parsed: Parsed, words: Sequence[str], before: Before) -> Parsed | None:
        """ "And the exercises", after the massage."""
        item = self._items.alike_by_a_word(words, before)
        return self._explained(parsed, item) if item else None

    def _taken_up(self, parsed: Parsed) -> list[Mapping[str, Any]]:
        """The items named, with their places; "and for arthritis" tells of no arthritis."""
        named = list(parsed.get(MENTIONS) or ())
        topics = [one for one in topics_of(parsed) if one["value"] in named]
        if topics or len(named) != 1:
            return topics
        told = [one for one in parsed["entities"] if one["entity"] == "finding"]
        return [{**one, "value": named[0]} for one in told] if len(told) == 1 else []

    def _about(self, parsed: Parsed, intent: str, *items: str) -> dict[str, Any]:
        return asking(parsed, intent, items, asking_parts(parsed, self._table.about))


def _without(text: str, topics: Sequence[Mapping[str, Any]]) -> str:
    """The text around the names in it."""
    for one in sorted(topics, key=lambda topic: -int(topic["start"])):
        text = f"{text[: one['start']]} {text[one['end'] :]}"
    return text
