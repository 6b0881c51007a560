"""Self-repair: in "at rest, no wait, when I walk" the second takes the first back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from nlu.language.facts import Fact
from nlu.language.language import Analysis

Phrases = frozenset[tuple[str, ...]]

_WITHIN = 5  # words between the opening of a repair and what it says instead


class Told(NamedTuple):
    """A fact, its first word, and whether it only follows from what was said."""

    first: int
    fact: Fact
    inferred: bool = False


@dataclass(frozen=True)
class RepairReader:
    """The words of `repairs` in finding_rules.yml."""

    openings: Phrases  # "no wait"
    bare: frozenset[str]  # "no": only where it stands by itself, between two breaks
    besides: Phrases  # "also": what is said comes on top and replaces nothing

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> RepairReader:
        """Split the phrases into words."""
        return cls(
            _phrases(rules["openings"]), frozenset(rules["bare"]), _phrases(rules["besides"])
        )

    def standing(self, analysis: Analysis, told: Sequence[Told]) -> list[Told]:
        """Facts that answer one question, in their order, without those taken back.

        What a repair says instead is all there is: it is exclusive.
        """
        kept: list[Told] = []
        for one in sorted(told, key=lambda one: one.first):
            others = [other.first for other in kept if other.fact.value != one.fact.value]
            said = one
            present = one.fact.status == "present" and bool(others)
            if present and self._repairs(analysis, max(others), one.first):
                kept = [other for other in kept if other.fact.status != "present"]
                said = one._replace(fact=replace(one.fact, exclusive=True))
            kept.append(said)
        return kept

    def _repairs(self, analysis: Analysis, last: int, first: int) -> bool:
        """Whether a repair opens between the two, right before the second."""
        norms, (_, end) = analysis.norms, analysis.sentence_of(first)
        if any(_stands(self.besides, norms[:end], place) for place in range(last + 1, end)):
            return False
        places = range(max(last + 1, first - _WITHIN), first)
        return any(self._opens(analysis, place) for place in places)

    def _opens(self, analysis: Analysis, place: int) -> bool:
        norms, breaks = analysis.norms, analysis.text.breaks
        if norms[place] in self.bare and breaks[place] and breaks[place + 1]:
            return True
        return _stands(self.openings, norms, place)


def _phrases(listed: Iterable[str]) -> Phrases:
    return frozenset(tuple(words.split()) for words in listed)


def _stands(phrases: Phrases, norms: Sequence[str], place: int) -> bool:
    return any(tuple(norms[place : place + len(words)]) == words for words in phrases)
