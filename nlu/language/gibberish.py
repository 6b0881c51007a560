"""Tells keyboard mash and bare symbols from words, by what share of the words is known."""

from __future__ import annotations

import re
from collections.abc import Collection

from nlu.language.text import clean

_WORD = re.compile(r"[a-z]+")
_VOWELS = frozenset("aeiouy")
_KNOWN_ENOUGH, _FEWEST_VOWELS = 0.25, 0.2
_ONE_LETTER_WORDS = frozenset("iaunyoxstdm")
_HARD_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}|(.)\1{3,}")


class GibberishDetector:
    """No word of the message is a word, and its letters do not even look like one."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = frozenset(known)

    def is_gibberish(self, text: str) -> bool:
        """Whether nobody could find a word in this; digits count as said."""
        words = _WORD.findall(clean(text))
        if not words:
            return not any(char.isdigit() or char.isalpha() for char in text)
        known = sum(self._is_known(word) for word in words)
        if known > _KNOWN_ENOUGH * len(words):
            return False
        odd = sum(_looks_odd(word) for word in words)
        return odd * 2 >= len(words)

    def _is_known(self, word: str) -> bool:
        if len(word) == 1:
            return word in _ONE_LETTER_WORDS
        return word in self._known or word.removesuffix("s") in self._known


def _looks_odd(word: str) -> bool:
    """Too few vowels, a run of consonants that no word has, or one letter again and again."""
    vowels = sum(char in _VOWELS for char in word)
    return vowels < _FEWEST_VOWELS * len(word) or bool(_HARD_RUN.search(word))
