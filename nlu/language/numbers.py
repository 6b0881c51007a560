"""Read numbers as people write them: digits, words, halves, a couple, ranges."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

_DIGITS = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?\Z")


class Number(NamedTuple):
    """A number and the place behind its last word; `value` is None for "a few"."""

    value: float | None
    after: int


class NumberReader:
    """Reads the number that begins at a place in a row of words."""

    def __init__(
        self,
        values: Mapping[str, float],
        vague: Collection[str],
        powers: Mapping[str, float],
    ) -> None:
        self._values, self._powers = dict(values), dict(powers)
        self._vague = frozenset(vague)

    def read(self, norms: Sequence[str], marks: Sequence[str], place: int) -> Number | None:
        """The number at `place`, ranges as their mean ("2-3" is 2.5)."""
        first = self._single(norms, marks, place)
        if first is None or first.value is None:
            return first
        second = self._range_end(norms, marks, first.after)
        if second is None or second.value is None or second.value < first.value:
            return first
        return Number((first.value + second.value) / 2, second.after)

    def _range_end(self, norms: Sequence[str], marks: Sequence[str], place: int) -> Number | None:
        if place >= len(norms):
            return None
        if norms[place] in ("or", "to", "till"):
            return self._single(norms, marks, place + 1)
        if marks[place].strip() in ("-", "/", "--", "~"):
            return self._single(norms, marks, place)
        both_words = not norms[place][0].isdigit() and not norms[place - 1][0].isdigit()
        if both_words and norms[place] not in ("a", "an", "half", "couple", "quarter"):
            # "two three weeks"
            return self._single(norms, marks, place)
        return None

    def _single(self, norms: Sequence[str], marks: Sequence[str], place: int) -> Number | None:
        if place >= len(norms):
            return None
        word = norms[place]
        if word in ("a", "an", "the", "last", "past") and place + 1 < len(norms):
            following = norms[place + 1]
            if following in self._vague:
                return Number(None, place + 2)
            if following in ("couple", "pair", "dozen", "half", "quarter"):
                return self._single(norms, marks, place + 1)
            if word in ("a", "an") and self._counts(following):  # "a nine-month history"
                return self._single(norms, marks, place + 1)
        if word in self._vague:
            return Number(None, place + 1)
        if _DIGITS.match(word):
            return self._with_half(norms, marks, float(word.replace(",", ".")), place + 1)
        if word in ("the", "last", "past") or word not in self._values:
            return None
        return self._words(norms, marks, place)

    def _counts(self, word: str) -> bool:
        return bool(_DIGITS.match(word)) or self._values.get(word, 0) > 1

    def _words(self, norms: Sequence[str], marks: Sequence[str], place: int) -> Number | None:
        value, after = self._below_hundred(norms, place)
        if after < len(norms) and norms[after] in self._powers:  # "four hundred", "a thousand"
            value, after = value * self._powers[norms[after]], after + 1
            tail = list(norms[after : after + 2])
            if tail[:1] == ["and"] and tail[-1] in self._values and tail[-1] != "a":
                rest, after = self._below_hundred(norms, after + 1)  # "a hundred and twenty"
                value += rest
            return Number(value, after)
        if list(norms[after : after + 1]) == ["quarters"]:
            value, after = value / 4, after + 1
            while after < len(norms) and norms[after] in ("a", "an", "of"):
                after += 1
            return Number(value, after)
        if norms[place] in ("half", "quarter", "couple", "pair", "dozen"):
            while after < len(norms) and norms[after] in ("a", "an", "of"):
                after += 1
        return self._with_half(norms, marks, value, after)

    def _below_hundred(self, norms: Sequence[str], place: int) -> tuple[float, int]:
        value, after = self._values[norms[place]], place + 1
        ones = self._values.get(norms[after], 0) if value >= 20 and after < len(norms) else 0
        if 1 <= ones <= 9 and norms[after] not in ("a", "an"):  # "twenty-one"
            return value + ones, after + 1
        return value, after

    def _with_half(
        self, norms: Sequence[str], marks: Sequence[str], value: float, after: int
    ) -> Number:
        """ "2 1/2", "two and a half"; "1/2"."""
        rest = list(norms[after : after + 3])
        if rest[:1] == ["½"]:
            return Number(value + 0.5, after + 1)
        if rest[:2] == ["1", "2"] and marks[after + 1].strip() == "/":
            return Number(value + 0.5, after + 2)
        if rest[:1] == ["2"] and value == 1 and marks[after].strip() == "/":
            return Number(0.5, after + 1)
        if rest == ["and", "a", "half"]:
            return Number(value + 0.5, after + 3)
        if rest[:2] == ["and", "half"] and value >= 1:  # "one and half months"
            return Number(value + 0.5, after + 2)
        return Number(value, after)
