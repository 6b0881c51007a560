"""The patient's age in a message: "I'm 54", "57yo", "aged 60", "a 45 year old woman", "F62"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nlu.language.facts import Fact
from nlu.language.words import Text

_YOUNGEST, _OLDEST = 1, 110
_BE = frozenset({"be", "am", "is", "im", "turn", "turned", "turning", "almost", "nearly", "just", "now", "approx", "about", "around"})


class AgeReader:
    """Finds numbers that say how old somebody is."""

    def __init__(self, content: dict[str, Any], numbers: dict[str, float]) -> None:
        self._numbers = numbers
        self._sets = {
            name: frozenset(content[name])
            for name in ("years_old", "sex", "before", "not_after", "things")
        }

    def read(self, text: Text, lemmas: Sequence[str]) -> Iterator[tuple[int, Fact]]:
        """Ages with the place of their number."""
        norms = [word.norm for word in text.words]
        place = 0
        while place < len(norms):
            value, after = self._number(norms, place)
            if value is not None and self._is_age(text, norms, lemmas, place, after):
                words = text.words
                yield place, Fact("age", value, words[place].start, words[after - 1].end)
            place = after

    def _number(self, norms: Sequence[str], place: int) -> tuple[int | None, int]:
        word = norms[place]
        if word.isdigit() and len(word) <= 3 and word.isascii():
            value = int(word)
            return (value, place + 1) if _YOUNGEST <= value <= _OLDEST else (None, place + 1)
        spoken = self._numbers.get(word, 0)
        if spoken < 13 or spoken != int(spoken):
            return None, place + 1
        ones = self._numbers.get(norms[place + 1], 0) if place + 1 < len(norms) else 0
        if spoken >= 20 and 1 <= ones <= 9 and norms[place + 1] not in ("a", "an"):
            return int(spoken + ones), place + 2
        return int(spoken), place + 1

    def _is_age(
        self, text: Text, norms: Sequence[str], lemmas: Sequence[str], place: int, after: int
    ) -> bool:
        behind = list(norms[after : after + 3])
        behind_lemmas = list(lemmas[after : after + 3])
        before = list(norms[max(0, place - 3) : place])
        if self._old(behind, behind_lemmas):
            return not self._sets["things"] & set(lemmas[after : after + 5])
        if before[-1:] and before[-1] in self._sets["before"]:
            return behind_lemmas[:1] not in (["week"], ["month"], ["day"])
        if self._beside_sex(text, norms, lemmas, place, after):
            return True
        return self._says_is(text, norms, lemmas, before, behind_lemmas, place, after)

    def _old(self, behind: list[str], behind_lemmas: list[str]) -> bool:
        """ "54 years old", "54 yo", "54 y/o", "54 year-old"."""
        if behind[:1] == ["yo"] or behind[:2] in (["y", "o"], ["why", "o"], ["yr", "o"]):
            return True
        return behind_lemmas[:1] == ["year"] and (
            behind[1:2] in (["old"], ["o"]) or behind[1:3] == ["of", "age"]
        )

    def _beside_sex(
        self, text: Text, norms: Sequence[str], lemmas: Sequence[str], place: int, after: int
    ) -> bool:
        """ "54M", "F 62", "male, 54"."""
        following = norms[after] if after < len(norms) and not text.breaks[after] else ""
        if following in self._sets["sex"] and following not in ("person", "patient", "pt"):
            return True
        if place == 0 or lemmas[place - 1] not in self._sets["sex"]:
            return False
        ends = after == len(norms) or bool(text.breaks[after])
        return ends or following in ("with", "c", "who", "has", "and", "c/o", "presents", "reports")

    def _says_is(
        self,
        text: Text,
        norms: Sequence[str],
        lemmas: Sequence[str],
        before: list[str],
        behind: list[str],
        place: int,
        after: int,
    ) -> bool:
        """ "I'm 54", "she is 80"; not "I am 20 weeks pregnant"."""
        if behind[:1] and (behind[0] in self._sets["not_after"] or behind[0] in self._sets["years_old"]):
            return False
        ends = after == len(norms) or bool(text.breaks[after]) or norms[after] in ("and", "so", "but", "now", "with", "by", "next", "this", "if")
        subject = {"i", "im", "he", "she", "mother", "mum", "dad", "father", "husband", "wife"} & set(
            [*before, *lemmas[max(0, place - 3) : place]]
        )
        is_word = bool(before) and (lemmas[place - 1] in _BE or before[-1] in _BE)
        return bool(ends and subject and is_word) and not text.breaks[place]
