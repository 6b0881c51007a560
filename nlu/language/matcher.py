"""Find all phrases of the lexicon in a text at once: a trie of steps over words and classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nlu.language.patterns import FILL, Row, compile_pattern

_MOST_FILLERS = 5
_YEAR = re.compile(r"(?:19|20)\d\d\Z", re.ASCII)


class Match(NamedTuple):
    """A phrase found: its key, the words it spans and the words it is made of."""

    key: str
    first: int
    after: int
    used: tuple[int, ...]


@dataclass(slots=True)
class _Node:
    children: dict[int, dict[str, _Node]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)


Chart = list[dict[str, tuple[int, ...]]]
"""For every word: the symbols that begin there and the places behind their ends."""


class Classes:
    """Named classes of words; marks which symbols begin at each word of a text."""

    def __init__(self, classes: Mapping[str, Iterable[Sequence[str]]]) -> None:
        self._single: dict[str, list[str]] = {}
        self._longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, members in classes.items():
            for words in members:
                if len(words) == 1:
                    self._single.setdefault(words[0], []).append("{" + name + "}")
                else:
                    self._longer.setdefault(words[0], []).append((tuple(words), "{" + name + "}"))

    def chart(self, lemmas: Sequence[str], norms: Sequence[str]) -> Chart:
        """Symbols at each word: its base form, "=" its written form, and the classes it opens."""
        chart: Chart = []
        for place, lemma in enumerate(lemmas):
            written = "=" + norms[place]
            here: dict[str, tuple[int, ...]] = {lemma: (place + 1,), written: (place + 1,)}
            for symbol in (lemma, written):
                for name in self._single.get(symbol, ()):
                    here[name] = (place + 1,)
            if _YEAR.match(norms[place]):
                here["{year_number}"] = (place + 1,)
            for words, name in self._longer.get(lemma, ()):
                after = place + len(words)
                if tuple(lemmas[place:after]) == words:
                    here[name] = (*here.get(name, ()), after)
            chart.append(here)
        return chart


class PhraseMatcher:
    """All phrases of one kind; `find` costs time linear in the number of words."""

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

    def add(self, key: str, pattern: str) -> None:
        """Learn one phrase of the pattern language under `key`."""
        for row in compile_pattern(pattern):
            self._add_row(key, row)

    def _add_row(self, key: str, row: Row) -> None:
        node = self._root
        for step in row:
            symbol = step.symbol
            symbol = symbol if symbol[0] in "{=" else self._base_form(symbol)
            node = node.children.setdefault(step.reach, {}).setdefault(symbol, _Node())
        if key not in node.keys:
            node.keys.append(key)

    def find(self, chart: Chart, lemmas: Sequence[str], breaks: Sequence[int]) -> list[Match]:
        """Every phrase in the text; phrases never run over a break (comma or stronger)."""
        found: dict[tuple[str, int, int], Match] = {}
        start = self._root.children.get(FILL, {})
        search = _Search(chart, lemmas, breaks, self._fillers, self._stoppers)
        for place, symbols in enumerate(chart):
            for symbol in symbols.keys() & start.keys():
                for after in symbols[symbol]:
                    if search.whole(place, after):
                        search.walk(start[symbol], after, tuple(range(place, after)), found)
        return list(found.values())


class _Search:
    """One search over one text."""

    def __init__(
        self,
        chart: Chart,
        lemmas: Sequence[str],
        breaks: Sequence[int],
        fillers: frozenset[str],
        stoppers: frozenset[str],
    ) -> None:
        self._chart = chart
        self._breaks = breaks
        self._filler = [lemma in fillers for lemma in lemmas]
        self._stopper = [lemma in stoppers for lemma in lemmas]

    def whole(self, first: int, after: int) -> bool:
        """No break stands inside a class of several words."""
        return after - first == 1 or not any(self._breaks[first + 1 : after])

    def walk(
        self,
        node: _Node,
        after: int,
        used: tuple[int, ...],
        found: dict[tuple[str, int, int], Match],
    ) -> None:
        for key in node.keys:
            found.setdefault((key, used[0], after), Match(key, used[0], after, used))
        for reach, children in node.children.items():
            for place in self._places(after, reach):
                symbols = self._chart[place]
                for symbol in symbols.keys() & children.keys():
                    for end in symbols[symbol]:
                        if self.whole(place, end):
                            steps = (*used, *range(place, end))
                            self.walk(children[symbol], end, steps, found)

    def _places(self, after: int, reach: int) -> Iterable[int]:
        """Where the next step may stand."""
        most = _MOST_FILLERS if reach == FILL else reach
        for place in range(after, min(after + most + 1, len(self._chart))):
            if self._breaks[place]:
                return
            yield place
            if self._stopper[place] or (reach == FILL and not self._filler[place]):
                return
