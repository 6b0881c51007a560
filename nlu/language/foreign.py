"""Tells a message that is not English: by its letters, or by the small words of other languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from nlu.language.spoken import in_full, spoken_words
from nlu.language.text import clean

_WORD = re.compile(r"[^\W\d_]+(?:[0-9'][^\W\d_]+)*")
_OTHER_LETTERS = 0.4
_FREQUENT, _COMMONEST = 2_000, 300
_SAFE_LENGTH = 3
_ENOUGH_HITS = 2
_SHORT = 3


class ForeignDetector:
    """Compares how much of a message is English with how much is of any one other language."""

    def __init__(self, profiles: Mapping[str, Collection[str]], common: Sequence[str]) -> None:
        self._frequent = frozenset(common[:_FREQUENT])
        self._commonest = frozenset(common[:_COMMONEST])
        self._known = frozenset(common)
        self._profiles = [frozenset(map(clean, words)) for words in profiles.values()]
        self._spoken = spoken_words()  # Scots is English
        self._claimed = frozenset().union(*self._profiles)

    @classmethod
    def from_file(cls, path: Path, common: Sequence[str]) -> ForeignDetector:
        """The detector with the profiles of `nlu/languages.yml`."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")), common)

    def is_foreign(self, text: str) -> bool:
        """Whether a person who reads only English could not read this."""
        if not text.isascii():
            letters = [char for char in text if char.isalpha()]
            other = sum(not _is_latin(char) for char in letters)
            if other > _OTHER_LETTERS * len(letters):
                return True
        return self._other_language(
            {part for word in _WORD.findall(text) for part in self._parts(word)}
        )

    def _parts(self, word: str) -> list[str]:
        """The word, or what a word of a dialect stands for."""
        plain = clean(word)
        spoken = self._spoken.get(plain)
        return in_full(spoken).split() if spoken else [plain]

    def _other_language(self, words: set[str]) -> bool:
        claimed = words & self._claimed
        if len(claimed) < _ENOUGH_HITS:
            return False
        hits = max(len(claimed & profile) for profile in self._profiles)
        if hits < _ENOUGH_HITS:
            return False
        english = sum(self._counts_as_english(word) for word in words)
        # One small word in common proves little: three words of a sentence must speak for it.
        if len(words) <= _SHORT:
            return english == 0
        return hits > english and hits * 4 >= len(words)

    def _counts_as_english(self, word: str) -> bool:
        """The commonest words, frequent longer ones, and known ones that no profile claims."""
        if word in self._commonest:
            return True
        if word in self._claimed:
            return word in self._frequent and len(word) > _SAFE_LENGTH
        return word in self._frequent or (len(word) > _SAFE_LENGTH and word in self._known)


@lru_cache(maxsize=4096)
def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("LATIN", "FEMININE", "MASCULINE", "MODIFIER"))
