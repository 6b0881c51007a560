"""The parts of the clinical model: conditions, weights, rules, red flags, questions."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass

from assessment.levels import Level, highest
from assessment.terms import finding_of


@dataclass(frozen=True, slots=True)
class Weight:
    """Points for or against a condition when all terms hold."""

    condition: str
    when: frozenset[str]
    points: float


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that may be behind the tremor."""

    id: str
    kind: str
    prior: float
    requires: tuple[str, ...]  # any one of these terms; without them the score is capped
    cap: float
    parts: tuple[str, ...]  # an umbrella scores at least as high as its best part


@dataclass(frozen=True, slots=True)
class Care:
    """Tests and doctors that fit a condition, first things first."""

    tests: tuple[str, ...]
    specialists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UrgencyRule:
    """A level that follows from a combination of terms."""

    id: str
    level: Level
    flag: str | None  # the red flag this combination amounts to
    all: frozenset[str]
    any: frozenset[str]
    unless: frozenset[str]
    because: str
    milder_words: tuple[str, ...] = ()  # said in one of them, a finding is none of this gravity

    @property
    def sole_sign(self) -> str | None:
        """The finding that decides all alone, such as numbness between the legs."""
        if self.any or len(self.all) != 1:
            return None
        return finding_of(next(iter(self.all)))

    def holds(self, true: Set[str]) -> bool:
        """All of `all`, one of `any`, none of `unless`."""
        return (
            self.all <= true
            and (not self.any or not self.any.isdisjoint(true))
            and self.unless.isdisjoint(true)
        )

    def is_said_mildly(self, quotes: Collection[str]) -> bool:
        """Whether its findings were told in milder words only: "constipated" is no lost control."""
        milder = self.milder_words
        return bool(milder and quotes) and all(
            any(word in quote.lower() for word in milder) for quote in quotes
        )


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red flag; some are more urgent when the person's words hold one of `higher_words`."""

    id: str
    level: Level
    higher_level: Level
    higher_words: tuple[str, ...]

    def level_of(self, quote: str, judged: Level = "undetermined") -> Level:
        """Its level in the person's own words ("shaky and confused" is worse than "shaky").

        `judged` is the level that its message was given already; the words never lower it.
        """
        words = quote.lower()
        worse = any(word in words for word in self.higher_words)
        by_words = highest(self.level, self.higher_level) if worse else self.level
        return highest(by_words, judged)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the interview."""

    id: str
    kind: str
    choices: tuple[str, ...]
    chance: float  # how often a yes is to be expected
    enough: tuple[str, ...]  # findings that make it superfluous once all are known
    settled_by: frozenset[str] = frozenset()  # terms of which one alone answers it already
