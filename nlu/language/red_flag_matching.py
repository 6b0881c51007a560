"""Finds the concepts of a message and the rules that they fulfil; knows nothing about status."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nlu.language.red_flag_lexicon import Lexicon, Rule
from nlu.language.red_flag_phrases import Hit
from nlu.language.red_flag_text import Words

_MOST_PARTNERS = 6


@dataclass(slots=True)
class Found:
    """The concepts of one message, by name and in the order of the text."""

    hits: dict[str, list[Hit]] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, hit: Hit) -> None:
        """Note one hit; hits come in the order of the text."""
        self.hits.setdefault(hit.concept, []).append(hit)
        self.starts.setdefault(hit.concept, []).append(hit.first)

    def between(self, concept: str, low: int, high: int) -> Sequence[Hit]:
        """The hits of a concept that begin from word `low` up to and including word `high`."""
        starts = self.starts.get(concept)
        if not starts:
            return ()
        left = bisect_left(starts, low)
        right = bisect_left(starts, high + 1, left)
        return self.hits[concept][left:right]


def find_concepts(lexicon: Lexicon, words: Words, spellings: Sequence[Sequence[str]] = ()) -> Found:
    """Every concept that the words hold; `spellings` are what each word may also stand for."""
    found = Found()
    for hit in lexicon.graph.find(words.text, words.sentence, spellings):
        found.add(hit)
    return found


def fulfilled(
    index: Mapping[str, Sequence[Rule]], found: Found, words: Words
) -> Iterator[tuple[Rule, tuple[Hit, ...], bool]]:
    """Every rule with the hits that fulfil it, and whether other words rule that reading out."""
    for concept in found.hits:
        for rule in index.get(concept, ()):
            if any(name not in found.hits for name in rule.concepts):
                continue
            for first in found.hits[concept]:
                for hits in _complete(rule, first, found, words):
                    yield rule, hits, _blocked(rule, hits, found, words)


def _complete(rule: Rule, first: Hit, found: Found, words: Words) -> Iterator[tuple[Hit, ...]]:
    if rule.window == "row":
        yield from _rows((first,), rule, found, words)
    elif rule.window == "near":
        yield from _neighbours((first,), rule, found, words)
    else:
        yield from _anywhere((first,), rule, found)


def _rows(
    row: tuple[Hit, ...], rule: Rule, found: Found, words: Words
) -> Iterator[tuple[Hit, ...]]:
    place = len(row)
    if place == len(rule.concepts):
        yield row
        return
    low = row[-1].last + 1
    for hit in found.between(rule.concepts[place], low, low + rule.gaps[place]):
        if words.sentence[hit.first] == words.sentence[row[0].first]:
            yield from _rows((*row, hit), rule, found, words)


def _neighbours(
    near: tuple[Hit, ...], rule: Rule, found: Found, words: Words
) -> Iterator[tuple[Hit, ...]]:
    place = len(near)
    if place == len(rule.concepts):
        yield near
        return
    origin = near[0]
    low, high = origin.first - rule.span, origin.last + rule.span
    for hit in found.between(rule.concepts[place], low, high)[:_MOST_PARTNERS]:
        same = words.sentence[hit.first] == words.sentence[origin.first]
        if same and not any(_same_words(hit, other) for other in near):
            yield from _neighbours((*near, hit), rule, found, words)


def _anywhere(near: tuple[Hit, ...], rule: Rule, found: Found) -> Iterator[tuple[Hit, ...]]:
    place = len(near)
    if place == len(rule.concepts):
        yield near
        return
    for hit in found.hits[rule.concepts[place]][:_MOST_PARTNERS]:
        if not any(_same_words(hit, other) for other in near):
            yield from _anywhere((*near, hit), rule, found)


def _same_words(one: Hit, other: Hit) -> bool:
    return one.first == other.first and one.last == other.last


def _blocked(rule: Rule, hits: Sequence[Hit], found: Found, words: Words) -> bool:
    """Whether a concept that rules the reading out stands in the same sentence (or message)."""
    for name in rule.unless:
        for hit in found.hits.get(name, ()):
            if rule.window == "message" or any(
                words.sentence[hit.first] == words.sentence[part.first] for part in hits
            ):
                return True
    return False
