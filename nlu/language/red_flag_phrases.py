"""Phrases of the red-flag lexicon as a word graph: alternatives, word beginnings, look-ahead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nlu.language.red_flag_text import fold

_PARTS = re.compile(r"!?\(|\)|\||[^\s()|]+")
_ANY = "_"
_SURE_BEGINNING = 5
_GAP_WORDS = 4  # ".*" stands for up to four words


class PhraseError(ValueError):
    """A phrase of the lexicon cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found in the words from `first` up to and including `last`."""

    concept: str
    first: int
    last: int


@dataclass(slots=True, eq=False)
class _Node:
    """A place in the graph: which words lead on, what may be skipped, which phrases end here."""

    children: dict[str, list[_Node]] = field(default_factory=dict)
    skips: list[tuple[_Node, _Forbidden]] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


_Forbidden = tuple[tuple[str, ...], ...]  # rows of words that must not follow


@dataclass(frozen=True, slots=True)
class _NotBefore:
    """ "!(of|in)": the phrase does not count when one of these follows."""

    rows: _Forbidden


_Item = str | _NotBefore | list[list["_Item"]]  # a word, a look-ahead, or alternatives


def parse(phrase: str) -> list[_Item]:
    """The items of a phrase such as "(lost|no) feeling !(of)"."""
    parts = _PARTS.findall(phrase.lower())
    row, place = _row(parts, 0, phrase)
    if place != len(parts):
        raise PhraseError(f"Unbalanced bracket in the phrase {phrase!r}.")
    return row


def _row(parts: Sequence[str], place: int, phrase: str) -> tuple[list[_Item], int]:
    row: list[_Item] = []
    while place < len(parts) and parts[place] not in (")", "|"):
        part = parts[place]
        place += 1
        if part == "(":
            options, place = _alternatives(parts, place, phrase)
            row.append(options)
        elif part == "!(":
            options, place = _alternatives(parts, place, phrase)
            row.append(_NotBefore(tuple(words for option in options for words in _spread(option))))
        elif part == ".*":
            row.append([[_ANY] * size for size in range(_GAP_WORDS + 1)])
        else:
            row.append(fold(part))
    return row, place


def _alternatives(parts: Sequence[str], place: int, phrase: str) -> tuple[list[list[_Item]], int]:
    options: list[list[_Item]] = []
    while True:
        row, place = _row(parts, place, phrase)
        options.append(row)
        if place >= len(parts):
            raise PhraseError(f"A bracket is never closed in the phrase {phrase!r}.")
        place += 1
        if parts[place - 1] == ")":
            return options, place


def _spread(row: Sequence[_Item]) -> list[tuple[str, ...]]:
    """All word rows of a small row of items."""
    rows: list[tuple[str, ...]] = [()]
    for item in row:
        options = [(item,)] if isinstance(item, str) else []
        if isinstance(item, list):
            options = [words for option in item for words in _spread(option)]
        rows = [words + option for words in rows for option in options]
    return rows


class PhraseGraph:
    """Finds every phrase in a row of words in one pass; the cost grows with the words only."""

    def __init__(self, fillers: Collection[str] = (), never_between: Collection[str] = ()) -> None:
        self._fillers = frozenset(fillers)
        self._never_between = frozenset(never_between)  # words that no ".*" may skip
        self._root = _Node()
        self._beginnings: set[str] = set()
        self._words: set[str] = set()

    def add(self, concept: str, phrases: Iterable[str]) -> None:
        """Teach the graph the phrases of one concept."""
        for phrase in phrases:
            kept = self._without_fillers(parse(phrase))
            if not kept:
                raise PhraseError(f"The phrase {phrase!r} of {concept!r} holds only fillers.")
            self._lay(kept, self._root, _Node(ends=[concept]))
        self._root.skips.clear()  # an alternative of fillers alone finds nothing

    def _without_fillers(self, row: list[_Item]) -> list[_Item]:
        kept: list[_Item] = []
        for item in row:
            if isinstance(item, str):
                if item not in self._fillers:
                    kept.append(item)
            elif isinstance(item, _NotBefore):
                kept.append(item)
            else:
                kept.append(self._kept_options(item))
        return kept

    def _kept_options(self, options: list[list[_Item]]) -> list[list[_Item]]:
        """Options of fillers alone go, unless no other is left: then the whole group may go."""
        kept = [self._without_fillers(option) for option in options]
        real = [new for new, old in zip(kept, options, strict=True) if new or not old]
        return real or [[]]

    def _lay(self, row: list[_Item], start: _Node, end: _Node) -> None:
        """Lay a row of items from one node to another."""
        if not row:
            start.skips.append((end, ()))
            return
        node = start
        for position, item in enumerate(row):
            following = end if position == len(row) - 1 else _Node()
            if isinstance(item, str):
                self._note(item)
                node.children.setdefault(item, []).append(following)
            elif isinstance(item, _NotBefore):
                node.skips.append((following, item.rows))
            else:
                for option in item:
                    self._lay(option, node, following)
            node = following

    def _note(self, word: str) -> None:
        self._words.add(word)
        if word.endswith("*"):
            self._beginnings.add(word[:-1])

    def whole_words(self, english: Iterable[str]) -> set[str]:
        """The words that phrases use, and the English words that go on from a known beginning."""
        plain = {word for word in self._words if word.isalpha()}
        return plain | {word for word in english if len(self.keys(word)) > 1}

    def keys(self, word: str) -> tuple[str, ...]:
        """The ways the graph may know a word: itself, its known beginnings, its kind of number."""
        found = [
            word[:size] + "*" for size in range(1, len(word) + 1) if word[:size] in self._beginnings
        ]
        return (word, *found, *_number_keys(word))

    def knows(self, word: str) -> bool:
        """Whether phrases use this word, or a beginning of it that is long enough to be sure."""
        return word in self._words or any(
            len(key) > _SURE_BEGINNING for key in self.keys(word)[1:] if key.endswith("*")
        )

    def find(
        self,
        words: Sequence[str],
        sentence: Sequence[int],
        spellings: Sequence[Sequence[str]] = (),
    ) -> Iterator[Hit]:
        """Every phrase that stands within one sentence, the longest a concept and place."""
        keys = [
            self.keys(word) if word in self._never_between else (*self.keys(word), _ANY)
            for word in words
        ]
        for place, others in enumerate(spellings):
            for other in others:
                keys[place] += self.keys(other)
        for first in range(len(words)):
            if not any(key in self._root.children for key in keys[first]):
                continue
            for concept, last in self._longest(first, keys, sentence).items():
                yield Hit(concept, first, last)

    def _longest(
        self, first: int, keys: Sequence[tuple[str, ...]], sentence: Sequence[int]
    ) -> dict[str, int]:
        longest: dict[str, int] = {}
        active: list[_Node] = [self._root]
        place = first
        while active:
            inside = place < len(keys) and sentence[place] == sentence[first]
            following: dict[int, _Node] = {}
            for node in _closure(active, place, keys):
                for concept in node.ends:
                    longest[concept] = place - 1
                if inside:
                    for key in keys[place]:
                        for child in node.children.get(key, ()):
                            following[id(child)] = child
            active = list(following.values())
            place += 1
        return longest


def _closure(nodes: list[_Node], place: int, keys: Sequence[tuple[str, ...]]) -> list[_Node]:
    """The nodes and everything that can be reached from them without a word."""
    seen = list(nodes)
    for node in seen:
        for skipped, forbidden in node.skips:
            if skipped not in seen and not any(_follow(row, place, keys) for row in forbidden):
                seen.append(skipped)
    return seen


def _follow(row: tuple[str, ...], place: int, keys: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words of `row` stand from `place` on."""
    return len(keys) >= place + len(row) and all(
        word in keys[place + offset] for offset, word in enumerate(row)
    )


def _number_keys(word: str) -> tuple[str, ...]:
    """ "#" stands for any number in digits, "#year" for a year."""
    if not word[0].isdigit():
        return ()
    is_year = len(word) == 4 and word[:2] in ("19", "20")
    return ("#", "#year") if is_year else ("#",)
