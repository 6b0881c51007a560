"""Times told by a date: "since Monday", "began last night", "in March", "since I was a kid"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from nlu.language.calendar_words import CalendarWords, Point
from nlu.language.language import Analysis
from nlu.language.lengths import Duration
from nlu.language.words import SENTENCE

_WINDOW = 10
_ANCHORED_WITHIN = 24
_ANCHORING = frozenset({"in", "was", "were", "be", "of", "back", "about"})
_DIGITS_OF_YEAR = 4
_CLOCK = re.compile(r"0\d[0-5]\d\Z", re.ASCII)  # "since 0600"
_BEFORE_DATE = ("on", "in", "last", "of", "this")
_EVENT_WITHIN = 9
_CLAUSE_AHEAD = 14
_OLDEST = 100
_REACHED = frozenset({"was", "turned", "turning", "hit", "reached"})  # an age
_YOUNG = 30  # who was so young "then" and tells no age has had it for long
_YEAR = 365
_LAST = {"week": 7, "month": 30, "year": 365, "night": 1, "fortnight": 14}
_BEFORE_LAST = {"night": 2, "evening": 2, "week": 14, "weekend": 14, "month": 60, "year": 730}


class SinceReader:
    """Finds points in time that say when the tremor began."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._calendar = CalendarWords(content)
        self._ages = {word: int(float(value)) for word, value in content["numbers"].items()}
        self._childhood = frozenset(content["childhood"])
        self._starts = frozenset(content["starts"])
        self._today = frozenset(content["today"])
        self._parts = frozenset(content["day_parts"])
        self._events = frozenset(content["events"])
        self._skipped = frozenset(content["skipped"])
        self._lives = frozenset(content["lives"])
        self._no_beginning = frozenset(content["no_beginning"])
        self._correction = frozenset(content["correction"])
        self._hours = frozenset(content["hours"])
        self._between = self._skipped | self._hours.union(content["clock"])

    def read(self, analysis: Analysis, today: date, age: float | None) -> Iterator[Duration]:
        """Points behind "since" or a word of beginning, then points that stand before one."""
        for place, norm in enumerate(analysis.norms):
            if norm in ("since", "from"):
                yield from self._behind(analysis, place, today, age, sure=True)
            elif norm in self._starts or analysis.lemmas[place] in self._starts:
                yield from self._behind(analysis, place, today, age, sure=False)
        yield from self._leading(analysis, today, age)

    def _behind(
        self, analysis: Analysis, place: int, today: date, age: float | None, *, sure: bool
    ) -> Iterator[Duration]:
        direct = True  # only words like "about", "the" stand between
        for at in range(place + 1, min(place + _WINDOW, len(analysis.norms))):
            found = self._point(analysis, at, today, age)
            if analysis.text.breaks[at] and not (found and self._closes(analysis, place, found)):
                break
            if found and (direct or not sure or self._dated(analysis, at, found)):
                if sure or found.days is not None or found.hint:
                    yield Duration(found.days, place, found.after, int(sure), found.hint)
                return
            word = analysis.norms[at]
            direct = direct and (word in self._between or word.isdecimal())
            if sure and direct and self._is_hour(word) and self._day_ends(analysis, at + 1):
                yield Duration(0, place, at + 1, fit=1)  # "since 3 am", "since the morning"
                return
        if sure and (anchored := self._anchored(analysis, place, today)):
            yield anchored

    def _is_hour(self, word: str) -> bool:
        """An hour or a part of the day: "am", "morning", "0600"."""
        return word in self._hours or word in self._parts or bool(_CLOCK.match(word))

    def _anchored(self, analysis: Analysis, place: int, today: date) -> Duration | None:
        """ "Since I left the army, and that was back in 1998": the year stands later on."""
        _, end = analysis.sentence_of(place)
        for at in range(place + 1, min(end, place + _ANCHORED_WITHIN)):
            before = analysis.norms[max(0, at - 3) : at]
            dated = not _ANCHORING.isdisjoint(before) and "since" not in before
            found = dated and self._calendar.point(analysis.norms, analysis.text.marks, at, today)
            if found and found.days is not None and len(analysis.norms[at]) == _DIGITS_OF_YEAR:
                return Duration(found.days, place, found.after, 1, found.hint)
        return None

    @staticmethod
    def _closes(analysis: Analysis, place: int, found: Point) -> bool:
        """ "It came on in the night, yesterday.": nothing stands behind the day."""
        begin, _ = analysis.sentence_of(place)
        named = any(begin <= at < found.after for at in analysis.places_of("{tremor}"))
        it = named or "it" in analysis.norms[begin:place]
        return it and analysis.text.breaks[found.after] >= SENTENCE

    def _day_ends(self, analysis: Analysis, at: int) -> bool:
        """Whether no day is named behind an hour."""
        if at >= len(analysis.norms) or analysis.text.breaks[at]:
            return True
        named = {"yesterday", "last", "on", "of", "after", "before"} | self._today
        return analysis.norms[at] not in named

    @staticmethod
    def _dated(analysis: Analysis, at: int, found: Point) -> bool:
        """ "Since I helped a friend move on Wednesday": the day is that of the event."""
        named = analysis.norms[at] in ("yesterday", "last", "today")
        return found.days is not None and (named or analysis.norms[at - 1] in _BEFORE_DATE)

    def _leading(self, analysis: Analysis, today: date, age: float | None) -> Iterator[Duration]:
        """ "Yesterday my back started to shake"; "I fell on Monday and now it shakes"."""
        norms, lemmas = analysis.norms, analysis.lemmas
        for place in range(len(norms)):
            found = self._point(analysis, place, today, age)
            if not found or found.days is None:
                continue
            end = self._clause_end(analysis, place)
            words = {*norms[found.after : end], *lemmas[found.after : end]}
            begins = bool(words & (self._starts - self._no_beginning))
            begins = begins or _first_time(norms[place : analysis.sentence_of(place)[1]])
            event = self._events.intersection(norms[max(0, place - _EVENT_WITHIN) : end])
            behind = norms[found.after :]
            linked = "since" in behind or (
                event and ("now" in behind or self._then_trembles(analysis, found.after))
            )
            alone = self._alone(analysis, place, found.after)
            # "wait no, night before last"; "tremor by Wednesday"
            corrects = self._correction.intersection(norms[max(0, place - 2) : place])
            by_then = norms[place - 1 : place] == ["by"] and self._trembled(analysis, place - 1)
            if (begins or linked or alone or corrects or by_then) and "worse" not in words:
                yield Duration(found.days, place, found.after)

    def _alone(self, analysis: Analysis, place: int, after: int) -> bool:
        """ "Yesterday." as a sentence of its own."""
        breaks = analysis.text.breaks
        while place > 0 and breaks[place] < SENTENCE and analysis.norms[place - 1] in self._skipped:
            place -= 1
        return (place == 0 or breaks[place] >= SENTENCE) and breaks[after] >= SENTENCE

    @staticmethod
    def _trembled(analysis: Analysis, at: int) -> bool:
        return any(at - 2 <= place < at for place in analysis.places_of("{tremor}"))

    @staticmethod
    def _then_trembles(analysis: Analysis, after: int) -> bool:
        """ "I fell on Sunday and my back shakes": the tremor follows in the same sentence."""
        places = analysis.places_of("{tremor}")
        ahead = next((place for place in places if place >= after), 0)
        return ahead > 0 and max(analysis.text.breaks[after : ahead + 1]) < SENTENCE

    @staticmethod
    def _clause_end(analysis: Analysis, place: int) -> int:
        end = place + 1
        last = min(len(analysis.norms), place + _CLAUSE_AHEAD)
        while end < last and not analysis.text.breaks[end]:
            end += 1
        return end

    def _point(self, analysis: Analysis, at: int, today: date, age: float | None) -> Point | None:
        """The point in time that begins at `at`."""
        norms = analysis.norms
        return (
            self._near_day(norms, at)
            or self._calendar.point(norms, analysis.text.marks, at, today)
            or self._life(analysis, at, age)
        )

    def _near_day(self, norms: Sequence[str], at: int) -> Point | None:
        """Today, yesterday, last week."""
        word = norms[at]
        following = norms[at + 1] if at + 1 < len(norms) else ""
        if word in self._today:
            return Point(0, at + 1)
        if (word, following) == ("just", "now"):
            return Point(0, at + 2)
        if word == "this" and following in self._parts:
            return Point(0, at + 2)
        if word == "yesterday":
            return Point(1, at + 1 + (following in self._parts))
        if list(norms[at : at + 3]) == ["day", "before", "yesterday"]:
            return Point(2, at + 3)
        if list(norms[at + 1 : at + 3]) == ["before", "last"] and word in _BEFORE_LAST:
            return Point(_BEFORE_LAST[word], at + 3)
        if word in ("last", "past") and following in _LAST:
            return Point(_LAST[following], at + 2)
        return None

    def _aged(self, word: str) -> int:
        """The age that a word or figure may be, or 0."""
        if word.isdecimal():
            return int(word) if len(word) < 4 and int(word) <= _OLDEST else 0
        age = self._ages.get(word, 0)
        return age if age > 1 else 0

    def _life(self, analysis: Analysis, at: int, age: float | None) -> Point | None:
        """ "Since I was a kid": long ago, without a number unless the age is known."""
        norms = analysis.norms
        if norms[at] not in self._lives:
            return None
        for place in range(at, min(at + 6, len(norms))):
            then = norms[place]
            then_aged = self._aged(then)
            if then_aged and not _REACHED.isdisjoint(norms[at:place]):
                years = age - then_aged if age else 0
                hint = "chronic" if age or then_aged <= _YOUNG else ""
                return Point(years * _YEAR if years > 0 else None, place + 1, hint)
            if {then, analysis.lemmas[place]} & self._childhood:
                return Point(None, place + 1, "chronic")
        return None


def _first_time(norms: Sequence[str]) -> bool:
    """ "Tonight for the first time my back trembled"."""
    return ("first", "time") in pairwise(norms)
