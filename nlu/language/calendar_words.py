"""Weekdays, months, years and feasts as people write them, as days before the message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from nlu.language import dates

_YEAR = re.compile(r"(?:19|20)\d\d\Z", re.ASCII)
_DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?\Z", re.ASCII)
_LAST_DAY = 31
_JUST_GONE = (["just", "gone"], ["just", "past"])
_MOVING = {"easter": dates.days_since_easter, "thanksgiving": dates.days_since_thanksgiving}
_BEFORE_MAY = ("since", "in", "last", "past", "of", "from", "early", "late", "mid")
_BEFORE_DAY = ("since", "on", "from", "last", "past")
_ALSO_VERBS = ("sat", "sun")  # "since sat", but "since I sat down"
_ORDINAL = ("st", "nd", "rd", "th")
_SHORT_YEAR = re.compile(r"[0-9]\d\Z", re.ASCII)
_CENTURY = 100


class Point(NamedTuple):
    """A point in time: days ago (None: long ago, unknown), the place behind it, a hint."""

    days: float | None
    after: int
    hint: str = ""


class CalendarWords:
    """Reads the date that begins at a place in a row of words."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._months = {name: int(number) for name, number in content["months"].items()}
        self._weekdays = {name: int(number) for name, number in content["weekdays"].items()}
        self._decades = frozenset(content["decades"])
        self._before_year = frozenset({*content["before_year"], *self._months})
        self._feasts: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
        for name, (month, day) in content["feasts"].items():
            words = tuple(name.split())
            self._feasts.setdefault(words[0], []).append((words, int(month), int(day)))

    def point(
        self, norms: Sequence[str], marks: Sequence[str], at: int, today: date
    ) -> Point | None:
        """The named day, month, feast or year at `at`; `marks` stand before each word."""
        word = norms[at]
        for name, month, day in self._feasts.get(word, ()):
            if tuple(norms[at : at + len(name)]) == name:
                year, after = self._year_behind(norms, marks, at + len(name), today)
                return Point(dates.days_since_month(today, month, day, year), after)
        if word in _MOVING:
            year, after = self._year_behind(norms, marks, at + 1, today)
            return Point(_MOVING[word](today, year), after)
        if word in self._weekdays and self._is_weekday(norms, at):
            days = dates.days_since_weekday(today, self._weekdays[word])
            return Point(days, at + (3 if norms[at + 1 : at + 3] in _JUST_GONE else 1))
        if word in self._months and self._is_month(norms, at):
            return Point(*self._month(norms, at, today))
        if (written := self._year(norms, marks, at, today)) is not None:
            return Point(dates.days_since_year(today, written), at + 1)
        if word in self._decades and norms[at - 1 : at] != ["my"]:  # "since the nineties"
            return Point(None, at + 1, "chronic")
        if (behind := self._day_of_month(norms, at)) is not None:
            return Point(dates.days_since_day(today, int(word)), behind)
        return None

    def _year(self, norms: Sequence[str], marks: Sequence[str], at: int, today: date) -> int | None:
        """The year that "2019" or, behind a word that wants one, "'95" says."""
        word = norms[at]
        if _YEAR.match(word):
            return int(word) if int(word) <= today.year else None
        short = _SHORT_YEAR.match(word) and marks[at].endswith("'")
        if not short or at == 0 or norms[at - 1] not in self._before_year:
            return None
        this_century = today.year - today.year % _CENTURY
        year = this_century + int(word)
        return year if year <= today.year else year - _CENTURY

    def _year_behind(
        self, norms: Sequence[str], marks: Sequence[str], after: int, today: date
    ) -> tuple[int | None, int]:
        """The year behind a feast or season, and the place behind it: "the summer of 2024"."""
        at = after + (norms[after : after + 1] == ["of"])
        year = self._year(norms, marks, at, today) if at < len(norms) else None
        return (year, at + 1) if year else (None, after)

    @staticmethod
    def _is_weekday(norms: Sequence[str], at: int) -> bool:
        """ "Since sat", not "since I sat"."""
        return norms[at] not in _ALSO_VERBS or (at > 0 and norms[at - 1] in _BEFORE_DAY)

    def _day_of_month(self, norms: Sequence[str], at: int) -> int | None:
        """ "Since the 27th", "on the 2nd of this month": the place behind it."""
        if not _day(norms[at]) or norms[at + 1 : at + 2] not in [[one] for one in _ORDINAL]:
            return None
        if at < 2 or norms[at - 1] != "the" or norms[at - 2] not in _BEFORE_DAY:
            return None
        behind = norms[at + 2 : at + 5]
        if behind == ["of", "this", "month"]:
            return at + 5
        named = self._months.keys() & set(behind[:2])
        return None if named or behind[:1] == ["of"] else at + 2

    @staticmethod
    def _is_month(norms: Sequence[str], at: int) -> bool:
        """ "May" and "march" are verbs too."""
        if norms[at] not in ("may", "march"):
            return True
        return at > 0 and (norms[at - 1] in _BEFORE_MAY or bool(_DAY.match(norms[at - 1])))

    def _month(self, norms: Sequence[str], at: int, today: date) -> tuple[float, int]:
        after, year = at + 1, None
        day = next(
            (_day(word) for word in reversed(norms[max(0, at - 3) : at]) if _day(word)), None
        )
        if day is None and after < len(norms) and _day(norms[after]):
            day, after = _day(norms[after]), after + 1
        if after < len(norms) and _YEAR.match(norms[after]):
            year, after = int(norms[after]), after + 1
        return dates.days_since_month(today, self._months[norms[at]], day, year), after


def _day(word: str) -> int | None:
    """The day of the month that "3", "3rd" or "21st" says."""
    match = _DAY.match(word)
    return int(match.group(1)) if match and 1 <= int(match.group(1)) <= _LAST_DAY else None
