"""Mends misspelt words of a text towards the words that people use here; all else stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz.distance import OSA

from nlu.language.foreign import ForeignDetector
from nlu.language.spelling import Speller
from nlu.language.text import clean

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_OFTEN = 3
_MOST, _LONG = 2, 8


def words_used(texts: Iterable[str], known: Collection[str], names: Iterable[str]) -> list[str]:
    """Words of the examples that are real: known ones, ones used often, and names of items."""
    counts = Counter(word for text in texts for word in _WORD.findall(clean(text)))
    used = {word for word, count in counts.items() if count >= _OFTEN or word in known}
    used.update(word for name in names for word in _WORD.findall(clean(name)))
    return sorted(word for word in used if len(word) >= _SHORTEST)


class Mender:
    """Replaces unknown words that are a letter or two away from a word that is used here.

    `real` words are never taken for misspelt ones: "nether" is no "neither".
    """

    def __init__(
        self,
        used: Sequence[str],
        common: Sequence[str],
        foreign: ForeignDetector,
        real: Collection[str] = (),
    ) -> None:
        self._speller = Speller(dict.fromkeys(used, 1), common)
        self._real = frozenset(common).union(real)
        self._foreign = foreign

    def mend(self, text: str) -> str:
        """The text with its misspelt words mended; the same text if there are none."""
        mended = _WORD.sub(self._better, text)
        # A foreign sentence would only turn into an English-looking one.
        return text if mended == text or self._foreign.is_foreign(text) else mended

    def _better(self, match: re.Match[str]) -> str:
        word = match.group()
        plain = clean(word)
        if len(plain) < _SHORTEST or plain in self._real:
            return word
        better = self._speller.mend(plain)
        return better if _is_near(plain, better) else word


def _is_near(word: str, better: str) -> bool:
    """One mistake, or two in a long word: "crept" is no misspelt "carpet"."""
    gap = OSA.distance(word, better)
    return gap == 1 or (gap == _MOST and len(word) >= _LONG and word[0] == better[0])
