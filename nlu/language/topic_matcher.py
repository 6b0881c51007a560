"""Finds the names of content items in a text, with typing errors, by spaCy's phrase matcher."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import spacy
from rapidfuzz.distance import OSA
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from nlu.language.spelling import Speller
from nlu.language.text import clean
from nlu.language.topics import GLOSSARY, Topics

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|&")
_SHORTEST_PLURAL = 5
_SHORT = 6
_MISSPELT = 2


class Token(NamedTuple):
    """A word in the form in which names are compared, and its place in the text."""

    form: str
    start: int
    end: int


class Found(NamedTuple):
    """A name found: which items it may stand for and where it stands."""

    topics: tuple[str, ...]
    first: int
    after: int
    start: int
    end: int
    is_name: bool


def tokens_of(text: str) -> list[Token]:
    """Words in lower case, hyphens apart, possessive endings dropped, `&` read as "and"."""
    return [
        Token(_form(match.group()), match.start(), match.end())
        for match in _WORD.finditer(clean(text))
    ]


def _keys(phrases: Iterable[str]) -> list[str]:
    keys = (" ".join(token.form for token in tokens_of(phrase)) for phrase in phrases)
    return [key for key in keys if key]


@lru_cache(maxsize=20_000)
def _form(word: str) -> str:
    if word == "&":
        return "and"
    return word.removesuffix("'s").removesuffix("'").replace("'", "")


class TopicMatcher:
    """All names of a text at once; the longest wins where two overlap.

    `common` are words that a misspelt one may be meant for; `rare` ones are only never misspelt.
    """

    def __init__(
        self, topics: Topics, common: Sequence[str], rare: Collection[str] = frozenset()
    ) -> None:
        self._vocab = spacy.blank("en").vocab
        self._items: dict[str, list[str]] = {}
        self._names: set[str] = set()
        for item, phrases in topics.names.items():
            for key in _keys(phrases):
                self._items.setdefault(key, []).append(item)
                self._names.add(key)
        for item, phrases in topics.lay_words.items():
            self._learn_lay(item, phrases, glossary=topics.kinds[item] == (GLOSSARY,))
        words = {word for phrase in self._items for word in phrase.split()}
        self._speller = Speller(dict.fromkeys(words, 1), common)
        self._real = frozenset(common).union(rare)
        self._words = words
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        docs = [self._doc(phrase.split()) for phrase in self._items]
        self._matcher.add("topic", docs)

    def _learn_lay(self, item: str, phrases: Iterable[str], glossary: bool) -> None:
        """Looser words; a misspelling among them is as good as the name that it misspells."""
        names = [key for key, items in self._items.items() if item in items]
        for key in _keys(phrases):
            items = self._items.setdefault(key, [])
            if item not in items and not (glossary and items):
                items.append(item)
            if any(OSA.distance(key, name) <= _MISSPELT for name in names if len(name) > _SHORT):
                self._names.add(key)

    def _doc(self, words: list[str]) -> Doc:
        return Doc(self._vocab, words=words)

    def read(self, text: str) -> tuple[list[Token], list[Found]]:
        """The words of a text and the names among them; typing errors are mended for these."""
        written = tokens_of(text)
        tokens = [token._replace(form=self._mend(token.form)) for token in written]
        if not tokens:
            return [], []
        matches = self._matcher(self._doc([token.form for token in tokens]))
        longest_first = sorted(matches, key=lambda match: (match[1] - match[2], match[1]))
        taken: set[int] = set()
        found = []
        for _, first, after in longest_first:
            if taken.isdisjoint(range(first, after)):
                taken.update(range(first, after))
                found.append(self._found(tokens, first, after))
        return written, sorted(found, key=lambda one: one.first)

    def _found(self, tokens: Sequence[Token], first: int, after: int) -> Found:
        phrase = " ".join(token.form for token in tokens[first:after])
        place = tokens[first].start, tokens[after - 1].end
        return Found(tuple(self._items[phrase]), first, after, *place, phrase in self._names)

    def _mend(self, word: str) -> str:
        if word in self._words or word in self._real:
            return word
        if len(word) > _SHORTEST_PLURAL and word.endswith("s") and word[:-1] in self._words:
            return word[:-1]
        return self._speller.mend(word)
