"""What the rules of intents read: an intent, the signs of a text, `nlu/handling.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.language.plain_words import PlainWords

FALLBACK, INFORM, CORRECT = "nlu_fallback", "inform", "correct"
OTHER_MEDICAL, RETRACT = "other_medical", "retract_emergency"


@dataclass(frozen=True, slots=True)
class Intent:
    """A name and how sure it is."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands in a text beside the classifier's shares."""

    kinds: Sequence[str] = ()
    """Kinds of the items that are named, in their order."""
    groups: frozenset[str] = frozenset()
    """Groups of words that occur: back, tremor, elsewhere, illness, animal."""
    findings: int = 0
    """Findings, activation and onset that are stated (not asked about)."""
    numbers: int = 0
    """Durations and ages that are stated."""
    words: frozenset[str] = frozenset()
    line: str = ""
    """The words in their order, named items as <kind>."""
    question: bool = False
    """A question mark stands in the text."""
    foreign: bool = False
    gibberish: bool = False
    unreadable: bool = False
    """Hardly a word of the whole message is one."""

    @property
    def about_the_back(self) -> bool:
        """The back or its trembling is named."""
        return "back" in self.groups

    @property
    def about_something_else(self) -> bool:
        """Another part of the body, another illness or an animal is named."""
        return not self.groups.isdisjoint({"elsewhere", "illness", "animal"})


@dataclass(frozen=True, slots=True)
class IntentTable:
    """`nlu/handling.yml`: ranks, handling, and what questions are about."""

    rank: Mapping[str, int]
    handling: Mapping[str, str]
    always: frozenset[str]
    leading: frozenset[str]
    courtesies: frozenset[str]
    in_scope_beside: frozenset[str]
    explain: Mapping[str, str]
    about: Mapping[str, tuple[str, ...]]
    not_topics: Mapping[str, frozenset[str]]
    correction_words: frozenset[str]
    question_words: frozenset[str]
    general_words: Mapping[str, frozenset[str]]
    says: frozenset[str]
    plain: PlainWords

    @classmethod
    def from_file(cls, path: Path) -> IntentTable:
        """Read the table."""
        return cls.from_rows(yaml.safe_load(path.read_text(encoding="utf-8")))

    @classmethod
    def from_rows(cls, rows: Mapping[str, Any]) -> IntentTable:
        """The table from what the file holds."""
        rank = {name: place for place, names in enumerate(rows["priority"]) for name in names}
        return cls(
            rank=rank,
            handling=rows["handling"],
            always=frozenset(rows["always"]),
            leading=frozenset(rows["leading"]),
            courtesies=frozenset(rows["courtesies"]),
            in_scope_beside=frozenset(rows["in_scope_beside"]),
            explain=rows["explain"],
            about={intent: tuple(kinds) for intent, kinds in rows["about"].items()},
            not_topics={name: frozenset(words) for name, words in rows["not_topics"].items()},
            correction_words=frozenset(rows["correction_words"]),
            question_words=frozenset(rows["question_words"]),
            general_words={name: frozenset(words) for name, words in rows["general_words"].items()},
            says=frozenset(rows["says"]),
            plain=PlainWords.from_rows(rows),
        )

    def asks(self, signs: Signs) -> bool:
        """A question mark, a word that asks, or the opening of a question."""
        worded = not self.question_words.isdisjoint(signs.words)
        return signs.question or worded or self.plain.asks(signs.line)

    def asks_in_general(self, intent: str, text: str) -> bool:
        """Not "must I go today?", which only the person's own case can answer."""
        words = self.general_words.get(intent)
        return words is None or not words.isdisjoint(text.lower().split())


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below `share`, or closer than `margin` to the next, nothing counts as understood."""

    share: float = 0.2
    margin: float = 0.05
