"""Find all phrases of the lexicon in a text at once: a trie of steps over words and classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from nlu.language.patterns import FILL, Row, compile_pattern

_MOST_FILLERS = 5
_MOST_KNOWN = 20_000  # words whose symbols are kept
_YEAR = re.compile(r"(?:19|20)\d\d\Z", re.ASCII)


class Match(NamedTuple):
    """A phrase found: its key, the words it spans and the words it is made of."""

    key: str
    first: int
    after: int
    used: tuple[int, ...]


_End = tuple[str, str]
"""The kind and the key of a phrase that ends at a node."""


@dataclass(slots=True)
class _Node:
    children: dict[int, dict[str, _Node]] = field(default_factory=dict)
    ends: list[_End] = field(default_factory=list)


Chart = list[dict[str, tuple[int, ...]]]
"""For every word: the symbols that begin there, each with the numbers of words it may take."""


class Classes:
    """Named classes of words; marks which symbols begin at each word of a text."""

    def __init__(self, classes: Mapping[str, Iterable[Sequence[str]]]) -> None:
        self._single: dict[str, list[str]] = {}
        self._longer: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        self._known: dict[tuple[str, str], dict[str, tuple[int, ...]]] = {}
        for name, members in classes.items():
            for words in members:
                if len(words) == 1:
                    self._single.setdefault(words[0], []).append("{" + name + "}")
                else:
                    opening = words[0], words[1]
                    self._longer.setdefault(opening, []).append((tuple(words), "{" + name + "}"))

    def chart(self, lemmas: Sequence[str], norms: Sequence[str]) -> Chart:
        """Symbols at each word: its base form, "=" its written form, and the classes it opens."""
        chart = [self._of_word(*pair) for pair in zip(lemmas, norms, strict=True)]
        for place, opening in enumerate(pairwise(lemmas)):
            for words, name in self._longer.get(opening, ()):
                if tuple(lemmas[place : place + len(words)]) == words:
                    chart[place] = {**chart[place]}
                    chart[place][name] = (*chart[place].get(name, ()), len(words))
        return chart

    def _of_word(self, lemma: str, norm: str) -> dict[str, tuple[int, ...]]:
        """What the word is by itself: the same words come again and again."""
        known = self._known.get((lemma, norm))
        if known is None:
            written = "=" + norm
            single = (*self._single.get(lemma, ()), *self._single.get(written, ()))
            year = ("{year_number}",) if _YEAR.match(norm) else ()
            known = dict.fromkeys((lemma, written, *single, *year), (1,))
            if len(self._known) < _MOST_KNOWN:
                self._known[lemma, norm] = known
        return known


class PhraseMatcher:
    """All phrases of all kinds; `find` costs time linear in the number of words."""

    def __init__(
        self,
        fillers: Collection[str],
        stoppers: Collection[str],
        base_form: Callable[[str], str],
    ) -> None:
        self._root = _Node()
        self._fillers = frozenset(fillers)
        self._stoppers = frozenset(stoppers)
        self._base_form = base_form
        self._kinds: list[str] = []

    def add(self, kind: str, key: str, pattern: str) -> None:
        """Learn one phrase of the pattern language under `key`, one of a kind of phrases."""
        if kind not in self._kinds:
            self._kinds.append(kind)
        for row in compile_pattern(pattern):
            self._add_row((kind, key), row)

    def _add_row(self, end: _End, row: Row) -> None:
        node = self._root
        for step in row:
            symbol = step.symbol
            symbol = symbol if symbol[0] in "{=" else self._base_form(symbol)
            node = node.children.setdefault(step.reach, {}).setdefault(symbol, _Node())
        if end not in node.ends:
            node.ends.append(end)

    def find(
        self, chart: Chart, lemmas: Sequence[str], breaks: Sequence[int]
    ) -> dict[str, list[Match]]:
        """Every phrase, by kind; phrases never run over a break (comma or stronger)."""
        search = _Search(chart, lemmas, breaks, self._fillers, self._stoppers)
        start = self._root.children.get(FILL, {})
        for place in range(len(chart)):
            search.step(start, place, ())
        found: dict[str, list[Match]] = {kind: [] for kind in self._kinds}
        for (kind, _), match in search.found.items():
            found[kind].append(match)
        return found


class _Search:
    """One search over one text; `found` holds the first way to each phrase and its words."""

    def __init__(
        self,
        chart: Chart,
        lemmas: Sequence[str],
        breaks: Sequence[int],
        fillers: frozenset[str],
        stoppers: frozenset[str],
    ) -> None:
        self.found: dict[tuple[str, tuple[str, int, int]], Match] = {}
        self._chart = chart
        self._symbols = [symbols.keys() for symbols in chart]  # as views the shorter one is walked
        self._breaks = breaks
        self._filler = [lemma in fillers for lemma in lemmas]
        self._stopper = [lemma in stoppers for lemma in lemmas]
        self._reached: dict[tuple[int, int], list[int]] = {}

    def step(self, children: dict[str, _Node], place: int, used: tuple[int, ...]) -> None:
        """Follow every child whose symbol stands at a place."""
        symbols = self._chart[place]
        fewer, more = (symbols, children) if len(symbols) < len(children) else (children, symbols)
        for symbol in fewer:  # in one order always: of two ways to a phrase, the first is kept
            if symbol not in more:
                continue
            for length in symbols[symbol]:
                after = place + length
                if length == 1:
                    self._walk(children[symbol], after, (*used, place))
                elif not any(self._breaks[place + 1 : after]):
                    self._walk(children[symbol], after, (*used, *range(place, after)))

    def _walk(self, node: _Node, after: int, used: tuple[int, ...]) -> None:
        for kind, key in node.ends:
            match = Match(key, used[0], after, used)
            self.found.setdefault((kind, match[:3]), match)
        for reach, children in node.children.items():
            wanted = children.keys()
            for place in self._places(after, reach):
                if not wanted.isdisjoint(self._symbols[place]):  # most places: asked before a call
                    self.step(children, place, used)

    def _places(self, after: int, reach: int) -> list[int]:
        """Where the next step may stand."""
        found = self._reached.get((after, reach))
        if found is None:
            found = self._reached[after, reach] = list(self._reach(after, reach))
        return found

    def _reach(self, after: int, reach: int) -> Iterable[int]:
        most = _MOST_FILLERS if reach == FILL else reach
        for place in range(after, min(after + most + 1, len(self._chart))):
            if self._breaks[place]:
                return
            yield place
            if self._stopper[place] or (reach == FILL and not self._filler[place]):
                return
