"""How long the tremor has lasted, in days, told apart from the times of other things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nlu.language.clauses import Span
from nlu.language.numbers import NumberReader
from nlu.language.since import SinceReader
from nlu.language.words import Text

_SENTENCES_OWN = 4


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the text: days (None where no number was said), its words, its fit."""

    days: float | None
    first: int
    after: int
    fit: int
    hint: str = ""


class DurationReader:
    """Finds all lengths of time and picks the one that is the tremor's."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._units = {unit: float(days) for unit, days in content["units"].items()}
        numbers = {word: float(value) for word, value in content["numbers"].items()}
        self._numbers = NumberReader(numbers, content["vague"])
        self._sets = {
            name: frozenset(content[name])
            for name in ("between", "last", "starts", "now", "correction", "other", "every", "events", "links", "starts")
        }
        self._own = self._sets["starts"] | {"it", "this"}
        self._short = frozenset(content["short_units"])
        self._hints = {
            **{word: "acute" for word in content["acute_hints"]},
            **{word: "chronic" for word in content["chronic_hints"]},
        }
        self._fractions = {number: float(days) for number, days in content["fractions"].items()}
        self._since = SinceReader(content)

    def read(
        self,
        text: Text,
        lemmas: Sequence[str],
        clauses: Sequence[Span],
        tremor: Sequence[int],
        complaints: Sequence[int],
        today: date,
        age: float | None = None,
    ) -> Duration | None:
        """The tremor's duration; `tremor` are the places of the words for it.

        `complaints` are the places of words for other findings: a time in their clause is theirs,
        unless the tremor stands there too.
        """
        norms = [word.norm for word in text.words]
        found = [
            *self._lengths(text, norms, lemmas),
            *self._since.read(text, norms, lemmas, today, age),
        ]
        rated = [self._rate(one, norms, lemmas, clauses, tremor, complaints) for one in found]
        fitting = [one for one in rated if one.fit >= 0]
        if not fitting:
            return None
        corrected = [
            one for one in fitting if self._sets["correction"] & set(norms[max(0, one.first - 5) : one.first])
        ]
        pool = corrected or fitting
        valued = [one for one in pool if one.days is not None] or pool
        return max(valued, key=lambda one: (one.fit, -one.first))

    def _lengths(
        self, text: Text, norms: Sequence[str], lemmas: Sequence[str]
    ) -> Iterator[Duration]:
        place = 0
        while place < len(norms):
            found = self._length(text, norms, lemmas, place)
            if found:
                yield found
            place = found.after if found else place + 1

    def _length(
        self, text: Text, norms: Sequence[str], lemmas: Sequence[str], place: int
    ) -> Duration | None:
        shorthand = self._shorthand(text, norms, place)
        if shorthand:
            return shorthand
        number = self._numbers.read(norms, text.marks, place)
        at = number.after if number else place
        while at < len(norms) and norms[at] in self._sets["between"] and lemmas[at] not in self._units:
            at += 1
        if at >= len(norms) or lemmas[at] not in self._units or any(text.breaks[place + 1 : at + 1]):
            return None
        unit, after = lemmas[at], at + 1
        if number is None:
            return self._bare(norms, lemmas, place, at)
        if norms[place] in ("a", "an", "one") and number.after == place + 1 and unit == "day":
            if norms[place] == "a":
                return None
        days = self._units[unit]
        if list(norms[after : after + 3]) == ["and", "a", "half"]:
            value = None if number.value is None else number.value + 0.5
            return Duration(None if value is None else value * days, place, after + 3, 0)
        extra = self._length_after_and(text, norms, lemmas, after)
        if number.value is None:
            hint = self._hints.get(unit, "")
            return Duration(None, place, after, 0, hint)
        if extra is not None:
            return Duration(number.value * days + (extra.days or 0), place, extra.after, 0)
        return Duration(_whole(number.value, unit, days), place, after, 0)

    def _shorthand(self, text: Text, norms: Sequence[str], place: int) -> Duration | None:
        """ "3/52" is three weeks on a doctor's note."""
        after = place + 1
        if after >= len(norms) or text.marks[after].strip() != "/" or not norms[place].isdigit():
            return None
        days = self._fractions.get(norms[after])
        apart = after + 1 == len(norms) or norms[after + 1] not in self._units
        if days is None or not apart or not 1 <= int(norms[place]) <= 24:
            return None
        return Duration(int(norms[place]) * days, place, after + 1, 0)

    def _length_after_and(
        self, text: Text, norms: Sequence[str], lemmas: Sequence[str], after: int
    ) -> Duration | None:
        """ "a year and two months"."""
        if after + 2 >= len(norms) or norms[after] != "and" or norms[after + 1] == "a":
            return None
        return self._length(text, norms, lemmas, after + 1)

    def _bare(
        self, norms: Sequence[str], lemmas: Sequence[str], place: int, at: int
    ) -> Duration | None:
        """ "the last week" is a week, "for years" has no number."""
        unit = lemmas[at]
        before = norms[at - 1] if at else ""
        if before in self._sets["last"] and (place == at - 1 or place == at):
            if norms[at] == unit or norms[at] == "fortnight":
                first = at - 1
                fit = 0 if first and norms[first - 1] in ("the", "this", "these", "for", "over") else -1
                return Duration(self._units[unit], first, at + 1, fit)
            return Duration(None, at - 1, at + 1, 0, self._hints.get(unit, ""))
        plural = norms[at] != unit
        if plural and place == at and before in ("for", "been", "over", "lasting", "of", "since"):
            return Duration(None, at, at + 1, 0, self._hints.get(unit, ""))
        return None

    def _rate(
        self,
        one: Duration,
        norms: Sequence[str],
        lemmas: Sequence[str],
        clauses: Sequence[Span],
        tremor: Sequence[int],
        complaints: Sequence[int],
    ) -> Duration:
        first, after = next(
            ((a, b) for a, b in clauses if a <= one.first < b), (0, len(norms))
        )
        words = set(lemmas[first:after]) | set(norms[first:after])
        before = list(norms[max(0, one.first - 3) : one.first])
        behind = list(norms[one.after : one.after + 2])
        fit = one.fit
        if any(first <= place < after for place in tremor):
            fit += 3
        elif any(first <= place < after for place in complaints) and not words & self._own:
            fit -= 4
        if words & self._sets["starts"]:
            fit += 2
        if "since" in before or "ago" in behind or self._sets["now"] & set(behind):
            fit += 1
        if self._elsewhere(one, norms, lemmas, (first, after), tremor):
            fit -= 5
        if self._is_no_length(one, norms, lemmas, before, behind):
            fit -= 9
        return Duration(one.days, one.first, one.after, fit, one.hint)

    def _elsewhere(
        self,
        one: Duration,
        norms: Sequence[str],
        lemmas: Sequence[str],
        clause: Span,
        tremor: Sequence[int],
    ) -> bool:
        """Another thing (a scan, an illness, a job) stands nearer to the time than the tremor."""
        places = [
            place
            for place in range(*clause)
            if (lemmas[place] in self._sets["other"] or norms[place] in self._sets["other"])
            and not one.first <= place < one.after
        ]
        if not places:
            return False
        own = [place for place in tremor if clause[0] <= place < clause[1]]
        if self._linked(one, norms, places, clause[1]) or self._begins_there(one, lemmas, places):
            return False
        if not own:
            return True
        return _gap(places, one) < _gap(own, one)

    def _linked(
        self, one: Duration, norms: Sequence[str], places: Sequence[int], end: int
    ) -> bool:
        """ "I fell 3 days ago and it has been shaking ever since"."""
        if not all(norms[place] in self._sets["events"] for place in places):
            return False
        return bool(self._sets["links"] & set(norms[one.after :])) or "now" in norms[one.after :]

    def _begins_there(self, one: Duration, lemmas: Sequence[str], places: Sequence[int]) -> bool:
        """ "It started yesterday after the gym"."""
        near = range(max(0, one.first - 4), one.first + 1)
        starts = [place for place in near if lemmas[place] in self._sets["starts"]]
        return bool(starts) and not any(starts[-1] < place < one.first for place in places)

    def _is_no_length(
        self,
        one: Duration,
        norms: Sequence[str],
        lemmas: Sequence[str],
        before: list[str],
        behind: list[str],
    ) -> bool:
        if behind[:1] in (["old"], ["of"]) and behind != ["of", "this"] or "aged" in before:
            return behind[:1] == ["old"] or behind[:1] == ["of"] and behind[1:2] not in (["it"],)
        if self._sets["every"] & set(before[-1:] + behind[:1]) or behind[:2] == ["at", "a"]:
            return True
        if before[-1:] == ["in"] and lemmas[one.first - 4 : one.first - 1] != ["the"]:
            return norms[one.after - 1] != "past"
        if behind[:1] in (["time"], ["later"], ["hence"], ["from"], ["long"], ["pregnant"], ["a"]):
            return behind[:2] not in (["long", "now"],)
        short = lemmas[one.after - 1] in self._short
        clear = {"since", "past", "last", "about", "ago"} & set(before + behind + list(norms[one.first : one.after]))
        return short and not (clear - {"about"})


def _gap(places: Sequence[int], one: Duration) -> int:
    return min(min(abs(place - one.first), abs(place - one.after + 1)) for place in places)


def _whole(value: float, unit: str, days: float) -> float:
    """The vocabulary's numbers: half a year is 182 days."""
    if unit == "year" and value == 0.5:
        return 182.0
    return round(value * days, 4)
