"""Reads a phrase of the red-flag lexicon: "(a|b) word* .* c !(d)" into words and alternatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.language.red_flag_text import fold

_PARTS = re.compile(r"!?\(|\)|\||[^\s()|]+")
ANY = "_"  # any one word
_GAP_WORDS = 4  # ".*" stands for up to four words


class PhraseError(ValueError):
    """A phrase of the lexicon cannot be read; the message says which and why."""


Forbidden = tuple[tuple[str, ...], ...]  # rows of words that must not follow


@dataclass(frozen=True, slots=True)
class NotBefore:
    """ "!(of|in)": the phrase does not count when one of these follows."""

    rows: Forbidden


Item = str | NotBefore | list[list["Item"]]  # a word, a look-ahead, or alternatives


def parse(phrase: str) -> list[Item]:
    """The items of a phrase such as "(lost|no) feeling !(of)"."""
    parts = _PARTS.findall(phrase.lower())
    row, place = _row(parts, 0, phrase)
    if place != len(parts):
        raise PhraseError(f"Unbalanced bracket in the phrase {phrase!r}.")
    return row


def _row(parts: Sequence[str], place: int, phrase: str) -> tuple[list[Item], int]:
    row: list[Item] = []
    while place < len(parts) and parts[place] not in (")", "|"):
        part = parts[place]
        place += 1
        if part == "(":
            options, place = _alternatives(parts, place, phrase)
            row.append(options)
        elif part == "!(":
            options, place = _alternatives(parts, place, phrase)
            row.append(NotBefore(tuple(words for option in options for words in _spread(option))))
        elif part == ".*":
            row.append([[ANY] * size for size in range(_GAP_WORDS + 1)])
        else:
            row.append(fold(part))
    return row, place


def _alternatives(parts: Sequence[str], place: int, phrase: str) -> tuple[list[list[Item]], int]:
    options: list[list[Item]] = []
    while True:
        row, place = _row(parts, place, phrase)
        options.append(row)
        if place >= len(parts):
            raise PhraseError(f"A bracket is never closed in the phrase {phrase!r}.")
        place += 1
        if parts[place - 1] == ")":
            return options, place


def _spread(row: Sequence[Item]) -> list[tuple[str, ...]]:
    """All word rows of a small row of items."""
    rows: list[tuple[str, ...]] = [()]
    for item in row:
        options: list[tuple[str, ...]] = [(item,)] if isinstance(item, str) else []
        if isinstance(item, list):
            options = [words for option in item for words in _spread(option)]
        rows = [words + option for words in rows for option in options]
    return rows
