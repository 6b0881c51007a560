"""Chooses which items a question is about, from the names in it and from how it is worded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.classifying.item_model import NONE, ItemModel
from nlu.classifying.ngrams import Floats
from nlu.language.intent_table import IntentTable
from nlu.language.topic_matcher import Found, TopicMatcher
from nlu.language.topics import GENERAL, GLOSSARY, Topics

_EXPLAIN = "explain_"


@dataclass(frozen=True, slots=True)
class Topic:
    """An item that is asked about; `start` and `end` are offsets in the text of the question."""

    item: str
    kind: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure a description must be: where the question needs an item, and where it may."""

    needed: float = 0.3
    possible: float = 0.7
    general: float = 0.55
    """For a row that has no name: it stands before the names that its question holds."""


class TopicChooser:
    """Names that fit the question first; else the description, if it is clear enough."""

    def __init__(
        self,
        topics: Topics,
        matcher: TopicMatcher,
        table: IntentTable,
        certainty: Certainty,
    ) -> None:
        self._topics = topics
        self._matcher = matcher
        self._table = table
        self._certainty = certainty

    def choose(
        self, text: str, intent: str, vector: Floats, model: ItemModel | None
    ) -> list[Topic]:
        """The items that the question `text` is about."""
        kinds = self._table.about.get(intent, ())
        if not kinds:
            return []
        own_words = self._table.not_topics.get(intent, frozenset())
        _, read = self._matcher.read(text)
        found = [one for one in read if text[one.start : one.end].lower() not in own_words]
        named = self._asked_about(text, list(self._named(found, kinds)))
        if model is None:
            return _clear_names_first(named, found)
        described = self._described(text, intent, kinds, vector, model)
        if named and all(topic.kind not in GENERAL for topic in described):
            described = []
        return [*described, *_clear_names_first(named, found)]

    def _asked_about(self, text: str, named: list[Topic]) -> list[Topic]:
        """ "My GP mentioned a neurologist, what does he do?": the doctor who tells is not meant."""
        if len(named) < 2 or any(topic.kind != "specialist" for topic in named[:2]):
            return named
        between = text[named[0].end : named[1].start].lower().split()
        return named[1:] if self._table.says.intersection(between) else named

    def _named(self, found: Sequence[Found], kinds: tuple[str, ...]) -> Iterator[Topic]:
        seen: set[str] = set()
        for one in found:
            fitting = [item for item in one.topics if self._topics.fits(item, kinds)]
            if fitting and fitting[0] not in seen:
                seen.add(fitting[0])
                kind = self._kind(fitting[0], kinds)
                yield Topic(fitting[0], kind, one.start, one.end, 1.0)

    def _described(
        self, text: str, intent: str, kinds: tuple[str, ...], vector: Floats, model: ItemModel
    ) -> list[Topic]:
        if not self._table.asks_in_general(intent, text):
            kinds = tuple(kind for kind in kinds if kind not in GENERAL)
        fitting = {item for item in self._topics.kinds if self._topics.fits(item, kinds)}
        item, share = model.best(vector, fitting)
        needed = intent.startswith(_EXPLAIN)
        least = self._certainty.needed if needed else self._certainty.possible
        if item == NONE or share < (self._certainty.general if self._is_general(item) else least):
            return []
        return [Topic(item, self._kind(item, kinds), 0, len(text), share)]

    def _is_general(self, item: str) -> bool:
        return self._topics.kind_of(item) in GENERAL

    def _kind(self, item: str, kinds: tuple[str, ...]) -> str:
        """The heading that the question asks for; its own first where it stands under several."""
        own = self._topics.kinds[item]
        return next((kind for kind in kinds if kind in own), own[0])


def _clear_names_first(named: Sequence[Topic], found: Sequence[Found]) -> list[Topic]:
    """Lay words ("for months") and glossary words count only where no clear name stands."""
    names = {one.start for one in found if one.is_name}
    clear = [topic for topic in named if topic.start in names and topic.kind != GLOSSARY]
    return clear or list(named)
