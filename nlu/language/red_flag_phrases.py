"""Phrases of the red-flag lexicon as a word graph: alternatives, word beginnings, look-ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nlu.language.red_flag_phrase_parser import ANY, Forbidden, Item, NotBefore, PhraseError, parse

_MOST_STATES = 20_000  # kept of those that texts have led to; then anew
_MOST_WORDS = 20_000  # whose keys are kept


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
    skips: list[tuple[_Node, Forbidden]] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _State:
    """Nodes that the same words lead to, as one; `following` fills as texts come by."""

    nodes: list[_Node]
    ends: tuple[str, ...]
    leads: dict[str, list[_Node]]
    doubtful: list[tuple[_Node, Forbidden]]  # skips that depend on the words to come
    following: dict[tuple[str, ...], _State | None] = field(default_factory=dict)


class PhraseGraph:
    """Finds every phrase in a row of words in one pass; the cost grows with the words only."""

    def __init__(self, fillers: Collection[str] = (), never_between: Collection[str] = ()) -> None:
        self._fillers = frozenset(fillers)
        self._never_between = frozenset(never_between)  # words that no ".*" may skip
        self._root = _Node()
        self._beginnings: set[str] = set()
        self._words: set[str] = set()
        self._states: dict[frozenset[int], _State] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def add(self, concept: str, phrases: Iterable[str]) -> None:
        """Teach the graph the phrases of one concept."""
        for phrase in phrases:
            kept = self._without_fillers(parse(phrase))
            if not kept:
                raise PhraseError(f"The phrase {phrase!r} of {concept!r} holds only fillers.")
            self._lay(kept, self._root, _Node(ends=[concept]))
        self._root.skips.clear()  # an alternative of fillers alone finds nothing
        self._states.clear()
        self._keys.clear()

    def _without_fillers(self, row: list[Item]) -> list[Item]:
        kept: list[Item] = []
        for item in row:
            if isinstance(item, str):
                if item not in self._fillers:
                    kept.append(item)
            elif isinstance(item, NotBefore):
                kept.append(item)
            else:
                kept.append(self._kept_options(item))
        return kept

    def _kept_options(self, options: list[list[Item]]) -> list[list[Item]]:
        """Options of fillers alone go, unless no other is left: then the whole group may go."""
        kept = [self._without_fillers(option) for option in options]
        real = [new for new, old in zip(kept, options, strict=True) if new or not old]
        return real or [[]]

    def _lay(self, row: list[Item], start: _Node, end: _Node) -> None:
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
            elif isinstance(item, NotBefore):
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
        keys = self._keys.get(word)
        if keys is None:
            starts = (word[:size] for size in range(1, len(word) + 1))
            known = [start + "*" for start in starts if start in self._beginnings]
            keys = (word, *known, *_number_keys(word))
            if len(self._keys) < _MOST_WORDS:
                self._keys[word] = keys
        return keys

    def knows(self, word: str) -> bool:
        """Whether phrases use this very word; "swollrn" only begins like one ("swoll*")."""
        return word in self._words

    def find(
        self,
        words: Sequence[str],
        sentence: Sequence[int],
        spellings: Sequence[Sequence[str]] = (),
    ) -> Iterator[Hit]:
        """Every phrase that stands within one sentence, the longest a concept and place."""
        keys = [
            self.keys(word) if word in self._never_between else (*self.keys(word), ANY)
            for word in words
        ]
        for place, others in enumerate(spellings):
            for other in others:
                keys[place] += self.keys(other)
        used = [tuple(key for key in row if key == ANY or key in self._words) for row in keys]
        for first in range(len(words)):
            if any(key in self._root.children for key in used[first]):
                for concept, last in self._longest(first, keys, used, sentence).items():
                    yield Hit(concept, first, last)

    def _longest(
        self,
        first: int,
        keys: Sequence[tuple[str, ...]],
        used: Sequence[tuple[str, ...]],
        sentence: Sequence[int],
    ) -> dict[str, int]:
        longest: dict[str, int] = {}
        state: _State | None = self._state([self._root])
        place = first
        while state is not None:
            if state.doubtful:
                state = self._settled(state, place, keys)
            for concept in state.ends:
                longest[concept] = place - 1
            if place == len(keys) or sentence[place] != sentence[first]:
                break
            state = self._next(state, used[place])
            place += 1
        return longest

    def _settled(self, state: _State, place: int, keys: Sequence[tuple[str, ...]]) -> _State:
        """The state with every doubtful skip taken that the words from `place` on allow."""
        while True:
            allowed = [
                node
                for node, forbidden in state.doubtful
                if not any(_follow(row, place, keys) for row in forbidden)
            ]
            if not allowed:
                return state
            state = self._state([*state.nodes, *allowed])

    def _next(self, state: _State, keys: tuple[str, ...]) -> _State | None:
        if keys not in state.following:
            nodes = {id(node): node for key in keys for node in state.leads.get(key, ())}
            state.following[keys] = self._state(list(nodes.values())) if nodes else None
        return state.following[keys]

    def _state(self, nodes: list[_Node]) -> _State:
        """The state of these nodes and of all that they reach without a word and without doubt."""
        key = frozenset(map(id, nodes))
        state = self._states.get(key)
        if state is None:
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
            state = self._states[key] = _merged(nodes)
        return state


def _merged(nodes: list[_Node]) -> _State:
    seen = dict.fromkeys(nodes)
    doubtful: list[tuple[_Node, Forbidden]] = []
    waiting = list(nodes)
    for node in waiting:
        for skipped, forbidden in node.skips:
            if forbidden:
                doubtful.append((skipped, forbidden))
            elif skipped not in seen:
                seen[skipped] = None
                waiting.append(skipped)
    leads: dict[str, list[_Node]] = {}
    for node in seen:
        for word, children in node.children.items():
            leads.setdefault(word, []).extend(children)
    ends = dict.fromkeys(concept for node in seen for concept in node.ends)
    open_still = [one for one in doubtful if one[0] not in seen]
    return _State(list(seen), tuple(ends), leads, open_still)


def _follow(row: tuple[str, ...], place: int, keys: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words of `row` stand from `place` on."""
    return len(keys) >= place + len(row) and all(
        word in keys[place + offset] for offset, word in enumerate(row)
    )


def _number_keys(word: str) -> tuple[str, ...]:
    """ "#" stands for any number in digits, "#year" for a year."""
    if not word[0].isdigit():
        return ()
    if word.endswith("/40"):
        return ("#/40",)
    is_year = len(word) == 4 and word[:2] in ("19", "20")
    return ("#", "#year") if is_year else ("#",)
