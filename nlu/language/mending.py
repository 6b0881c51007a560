"""Mends misspelt words of a text towards the words that people use here; all else stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.language.foreign import ForeignDetector
from nlu.language.spelling import Speller
from nlu.language.spoken import spoken_words
from nlu.language.text import clean

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_OFTEN = 3
_MOST, _LONG = 2, 8
_OFTENER = 3  # a word near one that is used so many times as often is that word misspelt
# Letters that make another word of one: "twitchy" is no misspelt "twitch", and "doesnt" no "doesn",
# which is half of "doesn't".
_DERIVED = "syt"


def words_used(
    texts: Iterable[str], known: Collection[str], names: Iterable[str]
) -> dict[str, int]:
    """Words of the examples that are real, with how often they are used.

    Real are `known` ones, ones in `names` of items, and ones used often that are no misspelling:
    the examples are written as people write, so "fevr" stands in them often, too.
    """
    counts = Counter(word for text in texts for word in _words(text))
    named = frozenset(chain.from_iterable(map(_words, names)))
    real = {word: count for word, count in counts.items() if word in known or word in named}
    real.update(dict.fromkeys(named - real.keys(), 1))
    unknown = {word: count for word, count in counts.items() if word not in real}
    often = {word: count for word, count in unknown.items() if count >= _OFTEN}
    new = {word: count for word, count in often.items() if not _is_misspelt(word, count, real)}
    return {**real, **new}


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(clean(text)) if len(word) >= _SHORTEST]


def _is_misspelt(word: str, count: int, real: Mapping[str, int]) -> bool:
    slips = _MOST if len(word) >= _LONG else 1
    near = process.extract(word, real.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return any(
        real[other] >= _OFTENER * count
        for other, _, _ in near
        if not (word[-1] in _DERIVED and word[:-1] in (other, other[:-1]))
    )


class Mender:
    """Replaces words of dialects, and unknown ones a letter or two away from one that is used here.

    `used` says how often a word is used. `real` words are never taken for misspelt ones, be they as
    rare as they may: "nether" is no "neither".
    """

    def __init__(
        self,
        used: Mapping[str, int],
        common: Sequence[str],
        foreign: ForeignDetector,
        real: Collection[str] = (),
    ) -> None:
        self._speller = Speller(used, common)
        self._real = frozenset(common).union(real)
        self._foreign = foreign
        self._spoken = spoken_words()

    def mend(self, text: str) -> str:
        """The text with its misspelt words mended; the same text if there are none."""
        mended = _WORD.sub(self._better, text)
        # A foreign sentence would only turn into an English-looking one.
        return text if mended == text or self._foreign.is_foreign(text) else mended

    def _better(self, match: re.Match[str]) -> str:
        word = match.group()
        plain = clean(word)
        if plain in self._spoken:
            return self._spoken[plain]
        if len(plain) < _SHORTEST or plain in self._real:
            return word
        better = self._speller.mend(plain)
        return better if _is_near(plain, better) else word


def _is_near(word: str, better: str) -> bool:
    """One mistake, or two in a long word: "crept" is no misspelt "carpet"."""
    gap = OSA.distance(word, better)
    return gap == 1 or (gap == _MOST and len(word) >= _LONG and word[0] == better[0])
