"""Spoils texts as people do: slips of the finger, no capitals, no points, no apostrophes."""

from __future__ import annotations

import random

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = {
    letter: [row[place + step] for step in (-1, 1) if 0 <= place + step < len(row)]
    for row in _KEYS
    for place, letter in enumerate(row)
}
_VOWELS = "aeiou"
_SPOILED_TEXTS, _SPOILED_WORDS, _LOWER, _NO_POINTS, _UPPER = 0.4, 0.28, 0.25, 0.08, 0.02
_HARDLY_READABLE, _MOST_WORDS = 0.12, 0.8  # of all texts: those with a slip in nearly every word
_SHORTEST, _LONG, _AGAIN = 4, 8, 0.3


def spoiled(text: str, dice: random.Random) -> str:
    """The text, in part of the cases with slips; its length stays, so that places stay right."""
    chance = dice.random()
    if chance < _LOWER:
        text = text.lower()
    elif chance < _LOWER + _UPPER:
        text = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)
    if dice.random() < _NO_POINTS:
        text = text.translate(str.maketrans(",.;!", "    "))
    chance = dice.random()
    if chance < _SPOILED_TEXTS:
        share = _MOST_WORDS if chance < _HARDLY_READABLE else _SPOILED_WORDS
        text = " ".join(_slip(word, share, dice) for word in text.split(" "))
    return text


def _slip(word: str, share: float, dice: random.Random) -> str:
    """In so many of the words a slip or, in a long one, two; as long as before."""
    if len(word) < _SHORTEST or dice.random() > share or not word.isalpha():
        return word
    once = _slipped(word, dice)
    again = len(word) >= _LONG and dice.random() < _AGAIN
    return _slipped(once.rstrip(), dice).ljust(len(word)) if again else once


def _slipped(word: str, dice: random.Random) -> str:
    """Two letters swapped, one beside the right key, one twice or left out, or another vowel."""
    place = dice.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kind = dice.choice(("swap", "beside", "twice", "leave out", "leave out", "vowel"))
    if kind == "swap":
        return before + after[0] + letter + after[1:]
    if kind == "beside":
        return before + dice.choice(_NEAR.get(letter.lower(), [letter])) + after
    if kind == "vowel" and letter in _VOWELS:
        return before + dice.choice(_VOWELS) + after
    if kind == "twice":
        return before + letter * 2 + after[1:]
    return f"{before}{after} "
