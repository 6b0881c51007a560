"""Decides the intent of a text from the shares of the classifier and from what the text shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FALLBACK, INFORM, CORRECT = "nlu_fallback", "inform", "correct"
OTHER_MEDICAL = "other_medical"
FOREIGN, GIBBERISH = "non_english", "gibberish"
_EXPLAIN = "explain_"
_SCRAP = 2
_TURNED_AWAY = (FALLBACK, "smalltalk", GIBBERISH, FOREIGN)
_ANSWERS = ("correct", "affirm", "deny", "unsure")
_SURE, _CLEAR, _FAIR, _SLIGHT = 0.8, 0.7, 0.5, 0.15


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
    question: bool = False
    """A question mark stands in the text."""
    foreign: bool = False
    gibberish: bool = False

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
    in_scope_beside: frozenset[str]
    explain: Mapping[str, str]
    about: Mapping[str, tuple[str, ...]]
    not_topics: Mapping[str, frozenset[str]]
    correction_words: frozenset[str]
    question_words: frozenset[str]

    @classmethod
    def from_file(cls, path: Path) -> IntentTable:
        """Read the table."""
        rows: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        rank = {name: place for place, names in enumerate(rows["priority"]) for name in names}
        return cls(
            rank=rank,
            handling=rows["handling"],
            always=frozenset(rows["always"]),
            in_scope_beside=frozenset(rows["in_scope_beside"]),
            explain=rows["explain"],
            about={intent: tuple(kinds) for intent, kinds in rows["about"].items()},
            not_topics={name: frozenset(words) for name, words in rows["not_topics"].items()},
            correction_words=frozenset(rows["correction_words"]),
            question_words=frozenset(rows["question_words"]),
        )


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below `share`, or closer than `margin` to the next, nothing counts as understood."""

    share: float = 0.2
    margin: float = 0.05


@dataclass(frozen=True, slots=True)
class IntentRules:
    """From shares and signs to one intent."""

    table: IntentTable
    thresholds: Thresholds = field(default_factory=Thresholds)

    def decide(self, shares: Mapping[str, float], signs: Signs) -> Intent:
        """The intent of one text."""
        if signs.foreign:
            return Intent(FOREIGN, max(_SURE, shares.get(FOREIGN, 0.0)))
        pooled = self._pooled(shares, signs)
        best = self._best(pooled)
        if signs.gibberish and best.confidence < _FAIR and not signs.findings:
            return Intent(GIBBERISH, _SURE)
        return self._mended(best, pooled, signs)

    def _pooled(self, shares: Mapping[str, float], signs: Signs) -> dict[str, float]:
        """All "what is X" as one question; the kind of X decides which."""
        explain = {name: share for name, share in shares.items() if name.startswith(_EXPLAIN)}
        pooled = {name: share for name, share in shares.items() if name not in explain}
        if explain:
            pooled[self._explain_name(explain, signs)] = sum(explain.values())
        return pooled

    def _explain_name(self, explain: Mapping[str, float], signs: Signs) -> str:
        """The kind of a named item, unless the wording clearly describes one of another kind."""
        names = [self.table.explain[kind] for kind in signs.kinds if kind in self.table.explain]
        best = max(explain, key=lambda name: explain[name])
        if not names or explain[best] > _CLEAR * sum(explain.values()):
            return best
        return max(names, key=lambda name: explain.get(name, 0.0))

    def _best(self, pooled: Mapping[str, float]) -> Intent:
        ranked = sorted(pooled.items(), key=lambda item: -item[1])
        (name, share), (_, second) = ranked[0], ranked[1]
        if share >= self.thresholds.share and share - second >= self.thresholds.margin:
            return Intent(name, share)
        if (group := self._group_share(name, pooled)) >= _FAIR:
            return Intent(name, group)
        outside = {label: part for label, part in pooled.items() if label in self.table.handling}
        if sum(outside.values()) >= _FAIR:
            kind = max(outside, key=lambda label: outside[label])
            return Intent(kind, sum(outside.values()))
        return Intent(FALLBACK, 1.0 - share)

    def _group_share(self, name: str, pooled: Mapping[str, float]) -> float:
        """How sure it is that the text is one of those that are served like `name`."""
        if name not in self.table.about:
            return 0.0
        return sum(share for label, share in pooled.items() if label in self.table.about)

    def _mended(self, best: Intent, pooled: Mapping[str, float], signs: Signs) -> Intent:
        """What was told about the back is never turned away; what is told of elsewhere is."""
        inform = pooled.get(INFORM, 0.0)
        if best.name == INFORM:
            return self._told_elsewhere(best, pooled, signs)
        if best.name == OTHER_MEDICAL:
            here = self._told_here(signs) and (best.confidence < _CLEAR or signs.about_the_back)
            return Intent(INFORM, best.confidence) if here else best
        told = best.name == FALLBACK or inform > _SLIGHT or signs.about_the_back
        outside = best.name in _TURNED_AWAY and best.confidence < _SURE
        if outside and told and signs.findings:
            return Intent(INFORM, max(_FAIR, inform))
        if best.name == FALLBACK and self._tells_something(signs):
            return Intent(INFORM, max(_FAIR, inform))
        if best.name in self.table.about and self._tells_only(best, signs):
            return Intent(INFORM, max(_FAIR, inform))
        if best.name in _ANSWERS and signs.findings:
            told = inform > _SLIGHT or (best.name == CORRECT and not self._corrects(signs))
            return Intent(INFORM, max(_FAIR, inform)) if told else best
        return best

    def _tells_only(self, best: Intent, signs: Signs) -> bool:
        """ "Yes stress, lots": facts without a word that asks, and the question is a mere guess."""
        asks = signs.question or not self.table.question_words.isdisjoint(signs.words)
        return bool(signs.findings) and not asks and best.confidence < _CLEAR

    def _told_here(self, signs: Signs) -> bool:
        """A finding of the back, or one of the body that names no place elsewhere."""
        if signs.about_the_back and "tremor" in signs.groups:
            return True
        return bool(signs.findings) and (signs.about_the_back or not signs.about_something_else)

    def _told_elsewhere(self, best: Intent, pooled: Mapping[str, float], signs: Signs) -> Intent:
        share = pooled.get(OTHER_MEDICAL, 0.0)
        elsewhere = signs.about_something_else and not signs.about_the_back
        if elsewhere and not signs.findings and share > _SLIGHT:
            return Intent(OTHER_MEDICAL, share + best.confidence)
        return best

    def _corrects(self, signs: Signs) -> bool:
        return not self.table.correction_words.isdisjoint(signs.words)

    def _tells_something(self, signs: Signs) -> bool:
        return bool(signs.numbers) or {"back", "tremor"} <= set(signs.groups)

    def joined(
        self, whole: Intent, parts: Sequence[Intent], texts: Sequence[str]
    ) -> Sequence[Intent]:
        """ "who or what is X" is one question: a scrap of it asks what the message asks.

        So does a piece that is not understood by itself.
        """
        if whole.name not in self.table.about or whole.confidence < _FAIR:
            return parts
        return [
            whole if part.name == FALLBACK or self._is_scrap(part, text) else part
            for part, text in zip(parts, texts, strict=True)
        ]

    def _is_scrap(self, part: Intent, text: str) -> bool:
        return part.name in self.table.about and len(text.split()) <= _SCRAP

    def leading(self, intents: Sequence[Intent]) -> Intent:
        """The intent of the whole message: the highest rank, then the first in the text."""
        last = len(self.table.rank)
        return min(intents, key=lambda intent: self.table.rank.get(intent.name, last))

    def handling(self, leading: str, intents: Collection[str]) -> str:
        """The handling of vocabulary.md for a message with these intents."""
        for name in (leading, *intents):
            if name in self.table.always:
                return self.table.handling[name]
        if not self.table.in_scope_beside.isdisjoint(intents):
            return "in_scope"
        return self.table.handling.get(leading, "in_scope")
