"""Finds the red flags that one message states, denies or leaves unclear."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nlu.language.red_flag_context import Context, Meaning
from nlu.language.red_flag_lexicon import FlagEntry, Lexicon, Rule, load_lexicon, rules_by_first
from nlu.language.red_flag_matching import Found, find_concepts, fulfilled
from nlu.language.red_flag_phrases import Hit
from nlu.language.red_flag_spelling import Candidates
from nlu.language.red_flag_text import Words, cut
from nlu.language.spelling import word_list
from nlu.language.text import clean

Status = Literal["present", "unclear", "absent"]
COMMON_WORDS = "common_words.txt"
_WORD = re.compile(r"[^\W\d_](?:'?[^\W\d_])*")

RANK: dict[str, int] = {"absent": 0, "unclear": 1, "present": 2}


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One red flag as the message has it, with the place of the words that say so."""

    flag: str
    status: Status
    start: int
    end: int
    quote: str
    level: str
    chance: float = 1.0  # that the message holds a red flag at all; a rule is sure


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules make of a text."""

    flags: list[RedFlag]
    fields: frozenset[str]  # flags of whose field a telling word occurs
    touched: frozenset[str]  # flags whose words occur, whatever their meaning
    manner: Meaning  # how the text as a whole is said


class RedFlagFinder:
    """Reads a message and says which red flags it holds; keeps nothing between messages."""

    def __init__(self, lexicon: Lexicon, common: Sequence[str] = ()) -> None:
        self._lexicon = lexicon
        self._index = rules_by_first(lexicon.rules)
        meant = lexicon.graph.whole_words(common) - lexicon.abbreviations
        self._spelling = Candidates(meant, common)

    @classmethod
    def from_folder(cls, folder: Path) -> RedFlagFinder:
        """A finder over the lexicon of a folder; the English words stand beside the folder."""
        return cls(load_lexicon(folder), word_list(folder.parent / COMMON_WORDS))

    def find(self, text: str) -> list[RedFlag]:
        """At most one entry a flag, the most serious reading, in the order of the text."""
        return self.read(text).flags

    def read(self, text: str) -> Reading:
        """The flags of the text, and those whose words are there without meaning them."""
        words = cut(text, self._lexicon.fillers)
        if not len(words):
            return Reading([], frozenset(), frozenset(), "void")
        found = self._find(words)
        context = Context(words, found, self._lexicon.kinds)
        best: dict[str, RedFlag] = {}
        touched: set[str] = set()
        for rule, hits, blocked in fulfilled(self._index, found, words):
            touched.add(rule.flag)
            flag = None if blocked else self._judge(rule, hits, context, words)
            if flag and RANK[flag.status] > RANK.get(_status(best, rule.flag), -1):
                best[rule.flag] = flag
        flags = sorted(best.values(), key=lambda flag: (flag.start, flag.flag))
        fields = [self._lexicon.fields.get(concept, frozenset()) for concept in found.hits]
        return Reading(flags, frozenset[str]().union(*fields), frozenset(touched), context.manner())

    @property
    def flags(self) -> Collection[str]:
        """Every flag that it knows."""
        return self._lexicon.flags.keys()

    def level(self, flag: str) -> str:
        """The level of a flag."""
        return self._lexicon.flags[flag].level

    def past_counts(self, flag: str) -> bool:
        """Whether what is over is a danger as well: a cancer of years ago."""
        return self._lexicon.flags[flag].past_counts

    def is_harmless(self, flag: str, text: str) -> bool:
        """Whether a text holds nothing that could be this flag's sign, numbers left aside."""
        harmless = self._lexicon.flags[flag].harmless
        return bool(harmless) and harmless.issuperset(_WORD.findall(clean(text)))

    def explain(self, text: str) -> list[tuple[str, list[tuple[str, str, Meaning]]]]:
        """Every fulfilled rule with its words and their meaning, for writing and mending rules."""
        words = cut(text, self._lexicon.fillers)
        found = self._find(words)
        context = Context(words, found, self._lexicon.kinds)
        return [
            (rule.flag, [(hit.concept, _said(words, hit), context.meaning(hit)) for hit in hits])
            for rule, hits, blocked in fulfilled(self._index, found, words)
            if not blocked
        ]

    def _find(self, words: Words) -> Found:
        """The concepts of the words; a misspelt word counts as each word it may stand for."""
        graph = self._lexicon.graph
        spellings = [() if graph.knows(word) else self._spelling.of(word) for word in words.text]
        return find_concepts(self._lexicon, words, spellings)

    def _judge(
        self, rule: Rule, hits: Sequence[Hit], context: Context, words: Words
    ) -> RedFlag | None:
        entry = self._lexicon.flags[rule.flag]
        status = self._status(rule, tuple(hits), context, entry)
        if status is None:
            return None
        start, end = _place(words, hits, rule)
        if entry.whole:
            start, end = words.whole_sentence(start, end)
        return RedFlag(rule.flag, status, start, end, words.source[start:end], entry.level)

    def _status(
        self, rule: Rule, hits: tuple[Hit, ...], context: Context, entry: FlagEntry
    ) -> Status | None:
        meanings = context.meanings(hits)
        places = [hit for hit in hits if self._lexicon.kinds[hit.concept] == "place"]
        if "void" in meanings or (rule.window != "row" and context.of_two_persons(hits)):
            return None
        if "absent" in meanings:
            return "absent"
        if any(context.reassured(place, hits) for place in places):
            return None
        if "distant" in meanings:
            return "unclear" if entry.bold else None
        if not entry.bold and "asked" in meanings:
            return None
        if not entry.bold and "supposed" in meanings:
            return "unclear" if entry.lean else None
        asked = rule.hint or (rule.query and context.asked(hits))
        return "unclear" if "unclear" in meanings or asked else "present"


def _status(best: dict[str, RedFlag], flag: str) -> Status | Literal["none"]:
    return best[flag].status if flag in best else "none"


def _said(words: Words, hit: Hit) -> str:
    start, end = words.quote(hit.first, hit.last)
    return words.source[start:end]


def _place(words: Words, hits: Iterable[Hit], rule: Rule) -> tuple[int, int]:
    """The stretch from the first to the last word; across sentences the last sign alone."""
    ordered = sorted(hits, key=lambda hit: hit.first)
    if words.sentence[ordered[0].first] != words.sentence[ordered[-1].last]:
        return words.quote(ordered[-1].first, ordered[-1].last)
    return words.quote(ordered[0].first, max(hit.last for hit in ordered))
