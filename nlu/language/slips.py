"""How likely a misspelling is: what fingers do on a keyboard, and ears in place of eyes."""

from __future__ import annotations

from itertools import pairwise

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SWAPPED, _TWICE_OR_ONCE, _LEFT_OUT, _BESIDE, _OTHER_VOWEL = 0.5, 0.5, 0.5, 0.35, 0.2
_VOWELS = frozenset("aeiouy")


def likeliness(word: str, other: str) -> float:
    """How much more likely `word` is a misspelt `other` than any slip; 0 for a rare one."""
    if sorted(word) == sorted(other):
        return _SWAPPED
    if set(word) == set(other):
        return _TWICE_OR_ONCE
    if dropped_from(word, other):
        return _LEFT_OUT
    return _one_for_another(word, other)


def dropped_from(short: str, long: str) -> bool:
    """Whether dropping one letter makes `short` of `long`."""
    return len(long) == len(short) + 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )


def _one_for_another(word: str, other: str) -> float:
    if len(word) != len(other):
        return 0.0
    pairs = [set(pair) for pair in zip(word, other, strict=True) if pair[0] != pair[1]]
    if len(pairs) != 1:
        return 0.0
    if frozenset(pairs[0]) in _NEIGHBOURS:
        return _BESIDE
    return _OTHER_VOWEL if pairs[0] <= _VOWELS else 0.0


def _neighbours() -> frozenset[frozenset[str]]:
    """Keys that lie side by side, or one above the other, each row half a key to the right."""
    beside = {frozenset(pair) for row in _ROWS for pair in pairwise(row)}
    for above, below in pairwise(_ROWS):
        for place, letter in enumerate(below):
            beside |= {frozenset((letter, upper)) for upper in above[place : place + 2]}
    return frozenset(beside)


_NEIGHBOURS = _neighbours()
