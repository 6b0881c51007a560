"""The patient's age in a message: "I'm 54", "57yo", "aged 60", "a 45 year old woman", "F62"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nlu.language.facts import Fact
from nlu.language.language import Analysis

_YOUNGEST, _OLDEST = 1, 110
_TEN, _TEENS, _TWENTY = 10, 13, 20


class AgeReader:
    """Finds numbers that say how old somebody is."""

    def __init__(self, content: dict[str, Any], numbers: dict[str, float]) -> None:
        self._numbers = numbers
        self._sets = {
            name: frozenset(content[name])
            for name in ("sex", "before", "things", "be", "who", "after_age")
        }

    def read(self, analysis: Analysis) -> Iterator[tuple[int, Fact]]:
        """Ages with the place of their number."""
        words, place = analysis.text.words, 0
        while place < len(words):
            value, after = self._number(analysis.norms, place)
            if value is not None and self._is_age(analysis, place, after):
                coming = analysis.norms[after : after + 2] == ["next", "birthday"]
                yield place, Fact("age", value - coming, words[place].start, words[after - 1].end)
            place = after

    def _number(self, norms: Sequence[str], place: int) -> tuple[int | None, int]:
        word = norms[place]
        if word.isdecimal() and len(word) <= 3 and word.isascii():
            value = int(word)
            return (value, place + 1) if _YOUNGEST <= value <= _OLDEST else (None, place + 1)
        spoken = self._numbers.get(word, 0)
        if spoken < _TEENS or spoken != int(spoken):
            return None, place + 1
        ones = self._numbers.get(norms[place + 1], 0) if place + 1 < len(norms) else 0
        if spoken >= _TWENTY and 1 <= ones < _TEN and norms[place + 1] not in ("a", "an"):
            return int(spoken + ones), place + 2
        return int(spoken), place + 1

    def _is_age(self, analysis: Analysis, place: int, after: int) -> bool:
        behind = analysis.lemmas[after : after + 2]
        if self._old(analysis.norms[after : after + 3], behind):
            return self._sets["things"].isdisjoint(analysis.lemmas[after + 1 : after + 3])
        if analysis.norms[after : after + 2] == ["next", "birthday"]:
            return True
        before = analysis.norms[max(0, place - 1) : place]
        if self._sets["before"].intersection(before):
            return behind[:1] not in (["week"], ["month"], ["day"])
        return self._beside_sex(analysis, place, after) or self._says_is(analysis, place, after)

    @staticmethod
    def _old(behind: Sequence[str], lemmas: Sequence[str]) -> bool:
        """ "54 years old", "54 yo", "54 y/o", "54 year-old"."""
        if behind[:1] == ["yo"] or behind[:2] in (["y", "o"], ["why", "o"], ["yr", "o"]):
            return True
        old = behind[1:2] in (["old"], ["o"]) or behind[1:3] == ["of", "age"]
        return lemmas[:1] == ["year"] and old

    def _beside_sex(self, analysis: Analysis, place: int, after: int) -> bool:
        """ "54M", "F 62", "male, 54"."""
        norms, breaks = analysis.norms, analysis.text.breaks
        following = norms[after] if after < len(norms) and not breaks[after] else ""
        if following in self._sets["sex"] and following not in ("person", "patient", "pt"):
            return True
        if place == 0 or analysis.lemmas[place - 1] not in self._sets["sex"]:
            return False
        return not following or following in self._sets["after_age"]

    def _says_is(self, analysis: Analysis, place: int, after: int) -> bool:
        """ "I'm 54", "she is 80"; not "I am 20 weeks pregnant"."""
        norms, lemmas, breaks = analysis.norms, analysis.lemmas, analysis.text.breaks
        following = norms[after] if after < len(norms) and not breaks[after] else ""
        if following and following not in self._sets["after_age"]:
            return False
        near = {*norms[max(0, place - 3) : place], *lemmas[max(0, place - 3) : place]}
        is_word = place > 0 and not self._sets["be"].isdisjoint(
            (lemmas[place - 1], norms[place - 1])
        )
        return is_word and not self._sets["who"].isdisjoint(near) and not breaks[place]
