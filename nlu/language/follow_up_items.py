"""Which of the things that were spoken of a question means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.language.follow_up_rows import FollowUpRows, words_in
from nlu.language.intent_table import IntentTable
from nlu.language.topics import Topics

MENTIONS = "mentions"  # items that a message names, asked about or not
TOPIC = "topic"
LIKENESS = "likeness"  # how well a message describes each item
_STEM, _SHORTEST = 5, 4  # letters that "needle" and "needling" share; of "disc" and "bone"

Parsed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """What was spoken of before a message: the message before it, and what the assistant asked.

    `topic` is the item that was explained last, if any; `listed` are the items of the last list.
    """

    parsed: Parsed
    topic: str | None = None
    open_question: str | None = None
    listed: Sequence[str] = ()
    explained: Sequence[str] = ()  # in the turns that are kept, the last one last
    since: int = 1  # messages since the last one was explained, the one before this counted
    in_alarm: bool = False  # an emergency stands, which can be taken back

    @property
    def asked(self) -> str:
        """The intent of the message before."""
        return str(self.parsed.get("intent", {}).get("name", ""))


@dataclass(frozen=True, slots=True)
class FollowUpItems:
    """Finds the item: named, explained or listed before, or told as a cause."""

    rows: FollowUpRows
    table: IntentTable
    topics: Topics

    def meant(self, parsed: Parsed, words: Sequence[str], before: Before) -> str | None:
        """The opposite, one of several, what was told as a cause, or the last named."""
        named, explained = self._spoken_of(parsed, before)
        if self.rows.is_nth(words):  # "the first one", of what was asked about
            named = self._two(before) or named
        if one := self._spoken_of_before(parsed, before, explained):
            return one
        described = next((one for one in topics_in(parsed) if one in named), None)
        if self.rows.has("spoken_of", words):  # "that muscle thing"
            named = list(before.explained) or named
        described = self._by_a_word(words, named) or described
        if self.rows.has("compares", words_of(before.parsed)):  # "is X the same as Y?" is of X
            named, explained = named[:1], None
        last = self._one_of(named, explained, words) if named else explained
        last = described if described and len(named) > 1 else last
        is_the_other = explained in named and last != explained  # of two that were named
        opposite = self.rows.has("opposite_words", words) and not is_the_other
        if opposite and last in self.rows["opposites"]:
            return str(self.rows["opposites"][last])
        return last or self._told(parsed, words, before)

    def _spoken_of(self, parsed: Parsed, before: Before) -> tuple[list[str], str | None]:
        """What was named, and explained last; if the question fits some of it, only those.

        "How do I get ready for it?", after nerves and an EMG, can be asked of the EMG alone.
        """
        named, explained = self.named(before.parsed), self.last_explained(before)
        asked = parsed["intent"]["name"]
        kinds = self.table.about.get(asked, ()) if asked in self.rows["of_what_is_done"] else ()
        fitting = {one for one in (*named, explained) if one and self.topics.fits(one, kinds)}
        if not fitting:
            return named, explained
        return [one for one in named if one in fitting], explained if explained in fitting else None

    def _spoken_of_before(
        self, parsed: Parsed, before: Before, explained: str | None
    ) -> str | None:
        """ "One more on the scan", when it was explained before the doctor was."""
        sure = self.rows["likeness"]["sure"]
        items = (
            str(one["value"])
            for one in topics_of(parsed)
            if one.get("confidence_entity", 1.0) >= sure and one["value"] in before.explained
        )
        return next((one for one in items if one != explained), None)

    def _told(self, parsed: Parsed, words: Sequence[str], before: Before) -> str | None:
        """ "Could it be from that?", "what do you call that?": of what was told before."""
        if not self.rows.has("pointers", words):
            return None
        if parsed["intent"]["name"] in self.rows["ask_for_causes"]:
            return next(self.causes(before.parsed, "present"), None)
        return _only_activation(before.parsed) if self.rows.has("calls", words) else None

    def both_meant(self, words: Sequence[str], before: Before) -> list[str]:
        """ "Can it be both?", "what's the difference?": the two that were named or explained."""
        two = self._two(before)
        return two if len(two) == 2 and self.rows.has("both", words) else []

    def _two(self, before: Before) -> list[str]:
        """What the message before named, if more than one thing; else the last two explained."""
        named = self.named(before.parsed)
        last = [one for one in before.explained[-2:] if self.explainable(one)]
        alike = len({self.topics.kind_of(one) for one in last}) == 1
        return last if len(named) < 2 and alike else named

    def one_listed(self, parsed: Parsed, words: Sequence[str], before: Before) -> str | None:
        """ "The needle one", "which of those is the last resort?": one of the list just given."""
        if nth := self._nth_listed(words, before):
            return nth
        short = self.rows.is_short(words) and "one" in words  # "the brain one"
        if short and (named := self._by_a_word(words, before.listed)):
            return named
        if before.asked not in self.table.about:
            return None  # what was listed long ago is no answer to what is open now
        least = self.rows["likeness"]
        if short or self.chooses(words):
            return self._likeliest(parsed, before.listed, least["chosen"])
        return None

    def _nth_listed(self, words: Sequence[str], before: Before) -> str | None:
        """ "The first", "number two": nothing but a place in the list just given."""
        counted = self.rows["counted"]
        rest = [word for word in words if word not in counted["beside"]]
        if len(rest) != 1 or not self.rows.is_section(before.asked) or before.open_question:
            return None
        place = counted["places"].get(rest[0])
        return None if place is None else _nth(before.listed, int(place))

    def nth_of_the_list(self, words: Sequence[str], before: Before) -> str | None:
        """ "What does the second one do?", "and the last one": of the list that was given last."""
        given = self.rows.is_section(before.asked) or before.topic in before.listed
        place = self.rows.place_in_a_list(words) if given and self.rows.are_few(words) else None
        return None if place is None else _nth(before.listed, place)

    def by_a_shared_word(self, words: Sequence[str], before: Before) -> str | None:
        """ "What is an EMG?" – "needles??": the word belongs to other things as well."""
        last = self.last_explained(before) or next(reversed(self.named(before.parsed)), None)
        shared = (self.rows["shared_words"].get(word, ()) for word in words)
        pointing = self.rows.are_few(words) and self.rows.has("pointers", words)
        means_it = self.rows.is_short(words) or pointing  # "do they stick needles in for that?"
        return last if means_it and any(last in items for items in shared) else None

    def alike_by_a_word(self, words: Sequence[str], before: Before) -> str | None:
        """ "And the exercises", after the massage: another thing of the kind that was explained."""
        last = self.last_explained(before)
        if last is None or words[:1] != ["and"] or len(words) > int(self.rows["most_words_named"]):
            return None
        if self.rows.has("section_words", words):
            return None
        kind = self.topics.kind_of(last)
        alike = (one for one in self.topics.kinds if self.topics.kind_of(one) == kind)
        return self._by_a_word(words, [one for one in alike if one != last])

    def described(self, parsed: Parsed, words: Sequence[str], before: Before) -> str | None:
        """The one of the list just given that the message describes, or that was named before."""
        least = self.rows["likeness"]["chosen"]
        likely = self._likeliest(parsed, before.listed, least)
        spoken = (*self.named(before.parsed), before.topic)
        named = (one for one in spoken if one in before.listed)
        return self._by_a_word(words, before.listed) or next(named, None) or likely

    def chooses(self, words: Sequence[str]) -> bool:
        """ "Which of those", "do any of them": of a list that was just given."""
        return self.rows.are_few(words) and self.rows.has("which", words)

    def _chooses_any(self, words: Sequence[str]) -> bool:
        """ "Which one is best for me?": nothing in it describes one of them."""
        plain = {*self.rows["of_any"], *self.rows["pointers"], *self.rows["openings"]}
        return self.chooses(words) and plain.issuperset(words)

    def named(self, parsed: Parsed) -> list[str]:
        """What a message names; in "my GP said something about discs" the doctor only tells."""
        named = [str(one) for one in parsed.get(MENTIONS) or () if self.explainable(str(one))]
        said = self.table.says.intersection(words_of(parsed))
        doctors = [one for one in named if self.topics.kind_of(one) == "specialist"]
        if len(doctors) < len(named):
            return [one for one in named if one not in doctors]
        return doctors[1:] if said else doctors

    def explainable(self, topic: str | None) -> bool:
        """An item of the content; general advice and words of the glossary are none."""
        known = topic is not None and topic in self.topics.kinds
        return known and self.topics.kind_of(str(topic)) in self.table.explain

    def last_explained(self, before: Before) -> str | None:
        """The item explained last, if the message before asked for it, or the one before that."""
        topic = self.rows["row_of"].get(before.topic, before.topic)
        return topic if self._is_fresh(before) and self.explainable(topic) else None

    def _is_fresh(self, before: Before) -> bool:
        if self.rows.is_section(before.asked):  # the list came after it
            return before.topic in (*before.listed, *topics_in(before.parsed))
        return before.since <= int(self.rows["remembered"])

    def causes(self, parsed: Parsed, status: str) -> Iterator[str]:
        """The items that the findings of a status may be causes by, the last one first."""
        for one in reversed(parsed.get("entities") or ()):
            if one["entity"] == "finding" and one.get("status", "present") == status:
                cause = self.rows["told_causes"].get(one["value"])
                if cause:
                    yield cause

    def _one_of(self, named: Sequence[str], explained: str | None, words: Sequence[str]) -> str:
        """ "The second one", "and the other?"; else the one explained last, or named last."""
        if explained in named:
            others = [one for one in named if one != explained]
            if others and "other" in words:
                return others[0]
        places = self.rows["places"]
        last = named.index(explained) if explained in named else -1
        place = next((int(places[word]) for word in words if word in places), last)
        return named[place] if place < len(named) else named[-1]

    def _by_a_word(self, words: Sequence[str], items: Sequence[str]) -> str | None:
        """The only one of the items that has a name with such a word in it."""
        common = {*self.rows["of_the_tremor"], *self.rows["pointers"], *self.table.question_words}
        marks = {word[:_STEM] for word in words if len(word) >= _SHORTEST and word not in common}
        fitting = [one for one in items if not marks.isdisjoint(self._stems(one))]
        return fitting[0] if len(fitting) == 1 else None

    def _stems(self, item: str) -> set[str]:
        """The beginnings of the words of all its names."""
        names = (*self.topics.names.get(item, ()), *self.topics.lay_words.get(item, ()))
        return {word[:_STEM] for name in names for word in words_in(name)}

    def _likeliest(self, parsed: Parsed, items: Sequence[str], least: float) -> str | None:
        """The item that the question describes far better than it does the others."""
        if self._chooses_any(words_of(parsed)):
            return None
        shares, times = parsed.get(LIKENESS) or {}, self.rows["likeness"]["times"]
        ranked = sorted(((shares.get(item, 0.0), item) for item in items), reverse=True)
        share, item = ranked[0] if ranked else (0.0, None)
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        return item if share >= max(least, times * second) else None


def _nth(listed: Sequence[str], place: int) -> str | None:
    """The one at a place, from the end below 0; None where the list does not reach so far."""
    return listed[place] if -len(listed) <= place < len(listed) else None


def topics_of(parsed: Parsed) -> list[Mapping[str, Any]]:
    """The entities of the items that a message asks about."""
    return [one for one in parsed["entities"] if one["entity"] == TOPIC]


def topics_in(parsed: Parsed) -> Iterator[str]:
    """What the words of a message describe, surely or not."""
    return (str(one["value"]) for one in topics_of(parsed))


def words_of(parsed: Parsed) -> list[str]:
    """The words of its text."""
    return words_in(str(parsed.get("text", "")))


def _only_activation(parsed: Parsed) -> str | None:
    """At rest or on movement, if the message tells of one of them only."""
    found = [
        str(one["value"])
        for one in parsed.get("entities") or ()
        if one["entity"] == "activation" and one.get("status", "present") == "present"
    ]
    return found[0] if len(set(found)) == 1 else None
