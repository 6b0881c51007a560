"""Mend misspelt words towards words the lexicon knows; real English words are left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from math import log1p
from pathlib import Path

from rapidfuzz.distance import OSA

from nlu.language.slips import dropped_from, likeliness

_SHORTEST = 3
_FAR_FROM = 5  # two mistakes only in words of five letters and more
_ODD_START_FROM = 8  # and another first letter only in long ones
_CACHE = 20_000
_RIVALS = 8_000  # so many ordinary words compete with those of the lexicon
_SURE = 9_000  # rarer "ordinary" words are often names or mistakes themselves
_USUAL = 3  # words in so many phrases are worth a guess from three letters
_SPLIT_RANK = 3_000
_RARE = 9_999
_PER_MISTAKE, _RIVAL, _OTHER_START, _PER_USE = 2.0, 0.6, 0.4, 0.12


def deletions(word: str, depth: int) -> set[str]:
    """`word` and all strings that dropping up to `depth` letters makes of it."""
    level, seen = {word}, {word}
    for _ in range(depth):
        level = {one[:at] + one[at + 1 :] for one in level for at in range(len(one))}
        seen |= level
    return seen


class Speller:
    """Nearest known words by the deletion index of SymSpell, checked with the OSA distance.

    Words of the lexicon may be two mistakes away, ordinary English words compete with one: a
    misspelt "thnik" is nearer to "think" than to anything of ours, so it is left as it is.
    `uses` says how often a word is used; of equally near words the one used more wins. `rare` are
    real words that nothing is mended to, and that stay as they are ("slates" are no skates).
    """

    def __init__(
        self, uses: Mapping[str, int], common: Sequence[str], rare: Collection[str] = frozenset()
    ) -> None:
        self._rare = frozenset(rare)
        self._rank = {word: place for place, word in enumerate(common)}
        self._uses = {word: count for word, count in uses.items() if word.isalpha()}
        self._index: dict[str, list[str]] = {}
        self._cache: dict[str, str] = {}
        for word in self._uses:
            if len(word) >= _SHORTEST:
                self._learn(word, 2 if len(word) >= _FAR_FROM else 1)
        for word in common[:_RIVALS]:
            if len(word) > _SHORTEST and word not in self._uses:
                self._learn(word, 1)

    def knows(self, word: str) -> bool:
        """Whether `word` is of the lexicon or an ordinary English word."""
        if word in self._uses or self._rank.get(word, _RARE) < _SURE:
            return True
        return word in self._rank and word[-1] == "s" and self.knows(word[:-1])  # "lungs"

    def mend(self, word: str) -> str:
        """The lexicon word that `word` most likely stands for, or `word` itself."""
        if self.knows(word) or word in self._rare or len(word) < _SHORTEST:
            return word
        if not word.isalpha() or not word.isascii():
            return word
        found = self._cache.get(word)
        if found is None:
            found = self._best(word)
            if len(self._cache) < _CACHE:
                self._cache[word] = found
        return found

    def split(self, word: str) -> tuple[str, str] | None:
        """Two words written as one ("lowerback"), if both are known and one is of the lexicon."""
        if word in self._rank:
            return None
        best: tuple[int, str, str] | None = None
        for at in range(2, len(word) - 1):
            left, right = word[:at], word[at:]
            if not self._both_known(left, right):
                continue
            cost = self._rank.get(left, _RARE) + self._rank.get(right, _RARE)
            if best is None or cost < best[0]:
                best = (cost, left, right)
        return best[1:] if best else None

    def _both_known(self, left: str, right: str) -> bool:
        if max(len(left), len(right)) <= _SHORTEST or not {left, right} & self._uses.keys():
            return False
        return all(
            word in self._uses or self._rank.get(word, _RARE) < _SPLIT_RANK
            for word in (left, right)
        )

    def _learn(self, word: str, depth: int) -> None:
        for key in deletions(word, depth):
            self._index.setdefault(key, []).append(word)

    def _best(self, word: str) -> str:
        rare = word in self._rank  # a rare word is changed only where one letter is wrong
        scored = [
            (self._cost(word, other, gap), other)
            for other, gap in self._near(word)
            if not rare or (gap == 1 and word[0] == other[0])
        ]
        if not scored:
            return word
        _, best = min(scored)
        return best if best in self._uses else word

    def _near(self, word: str) -> Iterator[tuple[str, int]]:
        depth = 2 if len(word) >= _FAR_FROM else 1
        seen: set[str] = set()
        for key in deletions(word, depth):
            for other in self._index.get(key, ()):
                if other in seen:
                    continue
                seen.add(other)
                gap = OSA.distance(word, other, score_cutoff=depth)
                if gap <= depth and self._plausible(word, other, gap):
                    yield other, gap

    def _plausible(self, word: str, other: str, gap: int) -> bool:
        if len(word) == _SHORTEST or len(other) == _SHORTEST:
            return gap == 1 and self._sure_of_short(word, other)
        if gap < 2:
            return True
        near = word[0] == other[0] or len(word) >= _ODD_START_FROM
        return near and other in self._uses and min(len(word), len(other)) >= _FAR_FROM

    def _sure_of_short(self, word: str, other: str) -> bool:
        """Of three letters: swapped ("lge"), doubled ("legg"), or one dropped ("bck")."""
        if sorted(word) == sorted(other) or set(word) == set(other):
            return True
        usual = self._uses.get(other, 0) >= _USUAL and word[0] == other[0]
        return usual and dropped_from(word, other)

    def _cost(self, word: str, other: str, gap: int) -> float:
        """Fewer mistakes first; then lexicon words, likely slips, and words of many phrases."""
        cost = gap * _PER_MISTAKE
        if other in self._uses:
            cost -= _PER_USE * log1p(self._uses[other])
        else:
            cost += _RIVAL + self._rank[other] / 20_000
        cost += 0.0 if word[0] == other[0] else _OTHER_START
        return cost - likeliness(word, other)


def common_words(lines: Sequence[str]) -> list[str]:
    """The words of a list of words (common_words.txt, rare_words.txt) in their order."""
    return [word for line in lines if not line.startswith("#") for word in line.split()]


@cache
def word_list(path: Path) -> tuple[str, ...]:
    """The words of such a file; several components of one model need the same."""
    return tuple(common_words(path.read_text(encoding="utf-8").splitlines()))
