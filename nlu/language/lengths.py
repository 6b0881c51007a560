"""Find lengths of time in a text: "three weeks", "a year and a half", "3/52", "the sixth day"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nlu.language.language import Analysis
from nlu.language.numbers import Number, NumberReader

_MOST_ON_A_NOTE = {"7": 99}  # "90/7" is three months
_MOST_OTHERWISE = 24
_ON_A_NOTE = 4  # doctors write the time of the whole complaint last
_HALF = 0.5
_HALF_YEAR = 182.0
_WEEK = 7.0
_NUMBERED = ("day", "night", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the text: days (None where no number was said), its words, its fit."""

    days: float | None
    first: int
    after: int
    fit: int = 0
    hint: str = ""


class LengthReader:
    """Reads numbers with units; the words for both stand in durations.yml."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._units = {unit: float(days) for unit, days in content["units"].items()}
        numbers = {word: float(value) for word, value in content["numbers"].items()}
        powers = {word: float(value) for word, value in content["powers"].items()}
        self._numbers = NumberReader(numbers, content["vague"], powers)
        self._between = frozenset(content["between"])
        self._last = frozenset(content["last"])
        self._ordinals = {word: float(value) for word, value in content["ordinals"].items()}
        self._weekday_names = frozenset(content["weekdays"])
        self._counting = frozenset(content["counting"])
        self._counted_on = frozenset(content["counted_on"])
        self._fractions = {number: float(days) for number, days in content["fractions"].items()}
        self._hints = {
            **dict.fromkeys(content["acute_hints"], "acute"),
            **dict.fromkeys(content["chronic_hints"], "chronic"),
        }

    def read(self, analysis: Analysis) -> Iterator[Duration]:
        """Every length of time, from left to right."""
        place = 0
        while place < len(analysis.lemmas):
            found = (
                self._shorthand(analysis, place)
                or self._length(analysis, place)
                or self._numbered(analysis, place)
                or self._ordinal(analysis, place)
                or self._weekdays(analysis, place)
            )
            if found:
                yield found
            place = found.after if found else place + 1

    def _length(self, analysis: Analysis, place: int) -> Duration | None:
        number = self._numbers.read(analysis.norms, analysis.text.marks, place)
        at = self._unit_place(analysis, number.after if number else place)
        if at is None or any(analysis.text.breaks[place + 1 : at + 1]):
            return None
        if number is None:
            return self._bare(analysis, place, at)
        daily = analysis.lemmas[at] in ("day", "night") and at == place + 1
        if analysis.norms[place] == "a" and daily and not self._adds(analysis, place):
            return None  # "five coffees a day", "three hours a night"
        return self._counted(analysis, place, at, number)

    def _adds(self, analysis: Analysis, place: int) -> bool:
        """ "A week and a day"."""
        before = analysis.norms[place - 1 : place] == ["and"]
        return before and place > 1 and analysis.lemmas[place - 2] in self._units

    def _unit_place(self, analysis: Analysis, at: int) -> int | None:
        norms, lemmas = analysis.norms, analysis.lemmas
        while at < len(norms) and norms[at] in self._between and lemmas[at] not in self._units:
            at += 1
        return at if at < len(norms) and lemmas[at] in self._units else None

    def _counted(self, analysis: Analysis, place: int, at: int, number: Number) -> Duration:
        unit, after = analysis.lemmas[at], at + 1
        if number.value is None:
            return Duration(None, place, after, hint=self._hints.get(unit, ""))
        value = number.value
        if list(analysis.norms[after : after + 3]) == ["and", "a", "half"]:
            value, after = value + _HALF, after + 3
        elif extra := self._rest(analysis, after, self._units[unit]):
            return Duration(value * self._units[unit] + (extra.days or 0), place, extra.after)
        return Duration(self._days(value, unit), place, after)

    def _rest(self, analysis: Analysis, after: int, whole: float) -> Duration | None:
        """ "A year and two months", "three months one week": what is counted in smaller units."""
        after += analysis.norms[after : after + 1] == ["and"]
        if after >= len(analysis.norms) or analysis.text.breaks[after]:
            return None
        extra = self._length(analysis, after)
        smaller = extra and extra.days and self._units[analysis.lemmas[extra.after - 1]] < whole
        return extra if smaller else None

    def _days(self, value: float, unit: str) -> float:
        if unit == "year" and value == _HALF:
            return _HALF_YEAR
        return round(value * self._units[unit], 4)

    def _bare(self, analysis: Analysis, place: int, at: int) -> Duration | None:
        """ "The last week" is a week; "for years" has no number."""
        norms, unit = analysis.norms, analysis.lemmas[at]
        before = norms[at - 1] if at else ""
        plural = norms[at] != unit
        if before in self._last and at - 1 <= place <= at:
            if plural:
                return Duration(None, at - 1, at + 1, hint=self._hints.get(unit, ""))
            told = at > 1 and norms[at - 2] in ("the", "this", "these", "for", "over")
            return Duration(self._units[unit], at - 1, at + 1, fit=0 if told else -1)
        now = list(norms[at + 1 : at + 2]) == ["now"]
        if plural and place == at and now and norms[at] != "days":
            return Duration(None, at, at + 2, hint=self._hints.get(unit, ""))
        if plural and place == at and analysis.sentence_of(at) == (at, at + 1):  # "Years."
            return Duration(None, at, at + 1, hint=self._hints.get(unit, ""))
        opens = place == at and not plural and (at == 0 or bool(analysis.text.breaks[at]))
        if opens and now:  # "week now, trembling"
            return Duration(self._units[unit], at, at + 2)
        if opens and list(norms[at + 1 : at + 2]) == ["ago"]:  # "I fell, month ago"
            return Duration(self._units[unit], at, at + 1)
        if plural and place == at and before in ("for", "been", "over", "lasting", "of", "since"):
            return Duration(None, at, at + 1, hint=self._hints.get(unit, ""))
        return None

    def _numbered(self, analysis: Analysis, place: int) -> Duration | None:
        """ "Day 19 of this": how many it has been by now."""
        norms = analysis.norms
        if norms[place] not in _NUMBERED or not self._followed(analysis, place):
            return None
        if not (analysis.text.breaks[place] or place == 0 or self._counts(analysis, place)):
            return None
        number = self._numbers.read(norms, analysis.text.marks, place + 1)
        if number is None or not number.value:
            return None
        return Duration(self._days(number.value, analysis.lemmas[place]), place, number.after)

    def _ordinal(self, analysis: Analysis, place: int) -> Duration | None:
        """ "This is the sixth day", "third week running"."""
        norms = analysis.norms
        count = self._ordinals.get(norms[place])
        if count is None or not self._followed(analysis, place):
            return None
        counted = not self._counted_on.isdisjoint(norms[place + 2 : place + 3])
        if norms[place + 1] not in _NUMBERED or not (counted or self._counts(analysis, place)):
            return None
        return Duration(self._days(count, analysis.lemmas[place + 1]), place, place + 2)

    def _weekdays(self, analysis: Analysis, place: int) -> Duration | None:
        """ "The last four Tuesdays", "three Saturdays running"."""
        number = self._numbers.read(analysis.norms, analysis.text.marks, place)
        if number is None or not number.value or number.after >= len(analysis.norms):
            return None
        at = number.after
        if analysis.lemmas[at] not in self._weekday_names:
            return None
        running = not self._counted_on.isdisjoint(analysis.norms[at + 1 : at + 2])
        if not (running or analysis.norms[place - 1 : place] in (["last"], ["past"])):
            return None
        return Duration(number.value * _WEEK, place, at + 1)

    @staticmethod
    def _followed(analysis: Analysis, place: int) -> bool:
        """Whether another word follows without a break."""
        return place + 1 < len(analysis.norms) and not analysis.text.breaks[place + 1]

    def _counts(self, analysis: Analysis, place: int) -> bool:
        """Whether what stands before counts up to now: "it is", "into the"."""
        if analysis.text.breaks[place]:
            return False
        return not self._counting.isdisjoint(analysis.norms[max(0, place - 2) : place])

    def _shorthand(self, analysis: Analysis, place: int) -> Duration | None:
        """ "3/52" is three weeks on a doctor's note."""
        norms, after = analysis.norms, place + 1
        if after >= len(norms) or analysis.text.marks[after].strip() != "/":
            return None
        days = self._fractions.get(norms[after])
        if days is None or not (norms[place].isdecimal() and len(norms[place]) < 3):
            return None
        apart = after + 1 == len(norms) or analysis.lemmas[after + 1] not in self._units
        most = _MOST_ON_A_NOTE.get(norms[after], _MOST_OTHERWISE)
        if not apart or not 1 <= int(norms[place]) <= most:
            return None
        return Duration(int(norms[place]) * days, place, after + 1, fit=_ON_A_NOTE)
