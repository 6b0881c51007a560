"""The small language in which the lexicon says phrases, and its compilation to rows of steps.

weak {leg}          words in this order; small filler words (my, really, a bit) may stand between
{leg} .. give way   up to four words of any kind may stand at ".." ("..2": up to two)
pins_and_needles    words that follow each other directly
[really] bad        an optional part          (give|gave) way     one of several
{cant} feel         a class of words of classes.yml
numb & {leg}        both parts, either order, up to four words between
=used to            the written form, not the base form
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FILL, NEXT = -1, 0
"""Kinds of step besides a gap of n words (n > 0): over fillers, or directly."""

_GAP = 4
_MOST_ROWS = 400
_PIECE = re.compile(r"\.\.(\d*)|([\[\]()|&_])|(\{[a-z_0-9]+\}|=?[^\s\[\]()|&_{}]+)")


class PatternError(ValueError):
    """A phrase of the lexicon cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One symbol of a row and how far away from the step before it may stand."""

    reach: int
    symbol: str


Row = tuple[Step, ...]


def compile_pattern(pattern: str) -> list[Row]:
    """All rows of steps that `pattern` stands for."""
    if "&" in pattern:
        left, _, right = (part.strip() for part in pattern.partition("&"))
        return compile_pattern(f"{left} .. {right}") + compile_pattern(f"{right} .. {left}")
    parser = _Parser(pattern)
    rows = [row for row in parser.alternatives() if row]
    if not rows or not parser.at_end():
        raise PatternError(f"The phrase {pattern!r} is empty or has a bracket that does not match.")
    if len(rows) > _MOST_ROWS:
        raise PatternError(f"The phrase {pattern!r} stands for {len(rows)} rows: split it.")
    return [(Step(FILL, row[0].symbol), *row[1:]) for row in dict.fromkeys(rows)]


def choice_of(symbol: str) -> list[str]:
    """The members of a nameless class "{give|let go}"; none for any other symbol."""
    return symbol[1:-1].split("|") if symbol[0] == "{" and "|" in symbol else []


class _Parser:
    """Recursive descent over the pieces of one pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._pieces = [match.group(0) for match in _PIECE.finditer(pattern.lower())]
        self._at = 0

    def at_end(self) -> bool:
        return self._at == len(self._pieces)

    def alternatives(self) -> list[Row]:
        """row ("|" row)*"""
        rows = self._sequence()
        while self._peek() == "|":
            self._at += 1
            rows += self._sequence()
        return rows

    def _sequence(self) -> list[Row]:
        rows: list[Row] = [()]
        reach = FILL
        while (piece := self._peek()) and piece not in "|)]":
            self._at += 1
            if piece.startswith(".."):
                reach = int(piece[2:] or _GAP)
            elif piece == "_":
                reach = NEXT
            else:
                rows = list(_joined(rows, self._item(piece), reach))
                reach = FILL
        return rows

    def _item(self, piece: str) -> list[Row]:
        if piece not in "[(":
            return [(Step(FILL, piece),)]
        choice = self._choice()
        rows: list[Row] = [(Step(FILL, choice),)] if choice else self.alternatives()
        closing = self._peek()
        if closing != {"[": "]", "(": ")"}[piece]:
            raise PatternError(f"The phrase {self._pattern!r} has a bracket that does not match.")
        self._at += 1
        return [*rows, ()] if piece == "[" else rows

    def _choice(self) -> str:
        """ "(give|let go|drop)" as one nameless class "{give|let go|drop}", if it is that plain."""
        end = self._at
        while end < len(self._pieces) and self._pieces[end] not in ")]":
            piece = self._pieces[end]
            if piece[0] in "[({_" or piece.startswith(".."):
                return ""
            end += 1
        inner = self._pieces[self._at : end]
        if "|" not in inner or end == len(self._pieces):
            return ""
        self._at = end
        return "{" + " ".join(inner).replace(" | ", "|") + "}"

    def _peek(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""


def _joined(rows: list[Row], items: list[Row], reach: int) -> Iterator[Row]:
    for row in rows:
        for item in items:
            if not item:
                yield row
            else:
                yield (*row, Step(reach, item[0].symbol), *item[1:])
