"""Times told by a date: "since Monday", "began last night", "in March", "since I was a kid"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from nlu.language import dates
from nlu.language.words import Text

if TYPE_CHECKING:
    from nlu.language.durations import Duration

_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DAY_OF_MONTH = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?\Z")
_LAST = {"week": 7, "month": 30, "year": 365, "night": 1, "fortnight": 14}
_WINDOW = 7
_FILL = frozenset({"the", "about", "around", "roughly", "early", "late", "mid", "on", "in", "at", "last", "this", "beginning", "end", "middle", "start", "of", "approximately", "sometime", "maybe", "ever", "back", "it", "was", "just", "after", "before", "past"})


class SinceReader:
    """Finds points in time and says how many days ago they were."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._months = {name: int(number) for name, number in content["months"].items()}
        self._weekdays = {name: int(number) for name, number in content["weekdays"].items()}
        self._feasts = {
            tuple(name.split()): (int(day[0]), int(day[1])) for name, day in content["feasts"].items()
        }
        self._childhood = frozenset(content["childhood"])
        self._starts = frozenset(content["starts"])
        self._events = frozenset(content["events"])
        self._today = frozenset(content["today"])
        self._parts = frozenset(content["day_parts"])

    def read(
        self,
        text: Text,
        norms: Sequence[str],
        lemmas: Sequence[str],
        today: date,
        age: float | None,
    ) -> Iterator[Duration]:
        """Every point in time that follows "since" or a word of beginning."""
        from nlu.language.durations import Duration

        for place, norm in enumerate(norms):
            sure = norm in ("since", "from")
            if not sure and norm not in self._starts and lemmas[place] not in self._starts:
                continue
            for at in range(place + 1, min(place + _WINDOW, len(norms))):
                if text.breaks[at]:
                    break
                found = self._point(norms, lemmas, at, today, age)
                if found:
                    days, after, hint = found
                    if not sure and days is None and hint == "":
                        break
                    yield Duration(days, place, after, 1 if sure else 0, hint)
                    break
                if sure and norms[at] not in _FILL and norms[at] not in self._last_words():
                    break
        yield from self._leading(text, norms, lemmas, today, age)

    def _last_words(self) -> frozenset[str]:
        return frozenset({"i", "we", "my", "was", "were", "be", "a", "he", "she"})

    def _leading(
        self, text: Text, norms: Sequence[str], lemmas: Sequence[str], today: date, age: float | None
    ) -> Iterator[Duration]:
        """ "Yesterday my back started to shake", "this morning it suddenly began"."""
        from nlu.language.durations import Duration

        for place in range(len(norms)):
            found = self._point(norms, lemmas, place, today, age)
            if not found or found[0] is None:
                continue
            end = place
            while end < len(norms) and (end == place or not text.breaks[end]) and end - place < 14:
                end += 1
            words = set(norms[found[1] : end]) | set(lemmas[found[1] : end])
            begins = words & (self._starts - {"first", "woke", "wake"})
            after_event = self._events & set(norms[max(0, place - 9) : end])
            begins = begins or (after_event and {"since", "now"} & set(norms[found[1] :]))
            if begins and not words & {"worse"}:
                yield Duration(found[0], place, found[1], 0)

    def _point(
        self, norms: Sequence[str], lemmas: Sequence[str], at: int, today: date, age: float | None
    ) -> tuple[float | None, int, str] | None:
        """Days since the point in time that begins at `at`, the place behind it, a hint."""
        word = norms[at]
        following = norms[at + 1] if at + 1 < len(norms) else ""
        if word in self._today:
            return 0, at + 1, ""
        if word == "this" and (following in self._parts or following == "week"):
            return (0 if following in self._parts else 3), at + 2, ""
        if word == "yesterday":
            return 1, at + 1 + (following in self._parts), ""
        if word == "day" and following == "before" and list(norms[at + 2 : at + 3]) == ["yesterday"]:
            return 2, at + 3, ""
        if word in ("last", "past") and following in _LAST:
            return _LAST[following], at + 2, ""
        return self._calendar(norms, at, today) or self._life(norms, lemmas, at, today, age)

    def _calendar(
        self, norms: Sequence[str], at: int, today: date
    ) -> tuple[float | None, int, str] | None:
        word = norms[at]
        for name, (month, day) in self._feasts.items():
            if tuple(norms[at : at + len(name)]) == name:
                return dates.days_since_month(today, month, day), at + len(name), ""
        if word == "easter":
            return dates.days_since_easter(today), at + 1, ""
        if word == "thanksgiving":
            return dates.days_since_thanksgiving(today), at + 1, ""
        if word in self._weekdays:
            return dates.days_since_weekday(today, self._weekdays[word]), at + 1, ""
        if word in self._months and (word != "may" or at and norms[at - 1] in ("since", "in", "last", "of", "from", "early", "late", "mid")):
            return self._month(norms, at, today)
        if _YEAR.match(word) and int(word) <= today.year:
            return dates.days_since_year(today, int(word)), at + 1, ""
        return None

    def _month(self, norms: Sequence[str], at: int, today: date) -> tuple[float, int, str]:
        year: int | None = None
        after = at + 1
        day: int | None = None
        before = [norms[place] for place in range(max(0, at - 2), at)]
        for one in reversed(before):
            match = _DAY_OF_MONTH.match(one)
            if match and 1 <= int(match.group(1)) <= 31:
                day = int(match.group(1))
                break
        if day is None and after < len(norms):
            match = _DAY_OF_MONTH.match(norms[after])
            if match and 1 <= int(match.group(1)) <= 31:
                day, after = int(match.group(1)), after + 1
        if after < len(norms) and _YEAR.match(norms[after]):
            year, after = int(norms[after]), after + 1
        return dates.days_since_month(today, self._months[norms[at]], day, year), after, ""

    def _life(
        self, norms: Sequence[str], lemmas: Sequence[str], at: int, today: date, age: float | None
    ) -> tuple[float | None, int, str] | None:
        """ "since I was a kid": long ago, without a number unless the age is known."""
        if norms[at] not in ("i", "he", "she", "my", "his", "her", "childhood", "birth", "school", "early", "a"):
            return None
        for place in range(at, min(at + 6, len(norms))):
            if norms[place].isdigit() and 1 <= int(norms[place]) <= 100 and "was" in norms[at:place]:
                days = (age - int(norms[place])) * 365 if age and age > int(norms[place]) else None
                return days, place + 1, "chronic"
            if norms[place] in self._childhood or lemmas[place] in self._childhood:
                return None, place + 1, "chronic"
        return None
