"""Mend misspelt words towards words the lexicon knows; real English words are left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

_SHORTEST = 3
_FAR_FROM = 5
_ODD_START_FROM = 8
_CACHE = 20_000
_RIVALS = 8_000
_PREFIX = 7  # letters that the index looks at: a seventh of the memory, the same words found


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
    """

    def __init__(self, lexicon: Collection[str], common: Sequence[str]) -> None:
        self._rank = {word: place for place, word in enumerate(common)}
        self._lexicon = frozenset(word for word in lexicon if word.isalpha())
        self._index: dict[str, str] = {}  # words with spaces between: lists would weigh double
        self._cache: dict[str, str] = {}
        for word in self._lexicon:
            if len(word) >= _SHORTEST:
                self._learn(word, 2 if len(word) >= _FAR_FROM else 1)
        for word in common[:_RIVALS]:
            if len(word) > _SHORTEST and word not in self._lexicon:
                self._learn(word, 1)

    def knows(self, word: str) -> bool:
        """Whether `word` is of the lexicon or an ordinary English word."""
        return word in self._lexicon or word in self._rank

    def mend(self, word: str) -> str:
        """The lexicon word that `word` most likely stands for, or `word` itself."""
        if self.knows(word) or len(word) < _SHORTEST or not word.isalpha() or not word.isascii():
            return word
        found = self._cache.get(word)
        if found is None:
            found = self._best(word)
            if len(self._cache) < _CACHE:
                self._cache[word] = found
        return found

    def split(self, word: str) -> tuple[str, str] | None:
        """Two words written as one ("lowerback"), if both are known and one is of the lexicon."""
        best: tuple[int, str, str] | None = None
        for at in range(2, len(word) - 1):
            left, right = word[:at], word[at:]
            if not self._both_known(left, right):
                continue
            cost = self._rank.get(left, 9_000) + self._rank.get(right, 9_000)
            if best is None or cost < best[0]:
                best = (cost, left, right)
        return best[1:] if best else None

    def _both_known(self, left: str, right: str) -> bool:
        long_enough = max(len(left), len(right)) > _SHORTEST
        known = all(
            one in self._lexicon or self._rank.get(one, 9_999) < 3_000 for one in (left, right)
        )
        return long_enough and known and (left in self._lexicon or right in self._lexicon)

    def _learn(self, word: str, depth: int) -> None:
        for key in deletions(word[:_PREFIX], depth):
            others = self._index.get(key)
            self._index[key] = f"{others} {word}" if others else word

    def _best(self, word: str) -> str:
        scored = [(self._cost(word, other, gap), other) for other, gap in self._near(word)]
        if not scored:
            return word
        _, best = min(scored)
        return best if best in self._lexicon else word

    def _near(self, word: str) -> Iterator[tuple[str, int]]:
        depth = 2 if len(word) >= _FAR_FROM else 1
        seen: set[str] = set()
        for key in deletions(word[:_PREFIX], depth):
            for other in self._index.get(key, "").split():
                if other in seen:
                    continue
                seen.add(other)
                gap = OSA.distance(word, other, score_cutoff=depth)
                if gap <= depth and self._plausible(word, other, gap):
                    yield other, gap

    def _plausible(self, word: str, other: str, gap: int) -> bool:
        if len(word) == _SHORTEST or len(other) == _SHORTEST:
            # of three letters only swapped ones ("lge") or one doubled ("legg") are sure
            return gap == 1 and (sorted(word) == sorted(other) or set(word) == set(other))
        if gap < 2:
            return True
        near = word[0] == other[0] or len(word) >= _ODD_START_FROM
        return near and other in self._lexicon and min(len(word), len(other)) >= _FAR_FROM

    def _cost(self, word: str, other: str, gap: int) -> float:
        """Fewer mistakes first, then lexicon words, same letters, same beginning, frequency."""
        cost = gap * 2.0
        cost += 0.0 if other in self._lexicon else 0.6 + self._rank[other] / 20_000
        cost += 0.0 if word[0] == other[0] else 0.4
        cost -= 0.5 if sorted(word) == sorted(other) else 0.0
        cost -= 0.3 if set(word) == set(other) else 0.0
        return cost


def common_words(lines: Sequence[str]) -> list[str]:
    """The words of common_words.txt in their order."""
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def mend_all(norms: Sequence[str], speller: Speller, fixed: Mapping[str, str]) -> list[str]:
    """Each word mended; words of `fixed` (negators and writing) are never touched."""
    return [norm if norm in fixed else speller.mend(norm) for norm in norms]
