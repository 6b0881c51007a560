"""How far a context trigger reaches: lists, clauses, sentences, answers, the clause before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nlu.language.words import COMMA, DASH, SENTENCE, Text

_LONGEST = 24
_LONGEST_ITEM = 5
_ENDING_ITEM = 2
_CONJUNCTIONS = frozenset({"and", "plus"})
_LISTS = frozenset({"list", "things"})
_ARTICLES = frozenset({"a", "an", "the", "any"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that a trigger is about."""

    name: str  # absent, present, unknown, hypothetical, past
    first: int
    after: int
    trigger_first: int
    trigger_after: int
    answer: bool = False


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """Word lists of context.yml that end or carry on a scope."""

    subjects: frozenset[str]
    owners: frozenset[str]
    prepositions: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    places: frozenset[str]
    weak_terminators: frozenset[str]
    causes: frozenset[str]
    pronouns: frozenset[str]

    @classmethod
    def of(cls, lists: Mapping[str, Collection[str]]) -> ScopeWords:
        """Pick the lists out of the file's content."""
        return cls(**{name: frozenset(lists.get(name, ())) for name in cls.__slots__})


class ScopeFinder:
    """Computes scope ends in one text."""

    def __init__(
        self,
        text: Text,
        lemmas: Sequence[str],
        terminators: Collection[int],
        denials: Collection[int],
        lists: ScopeWords,
    ) -> None:
        self._breaks = text.breaks
        self._marks = text.marks
        self._norms = [word.norm for word in text.words]
        self._lemmas = lemmas
        self._terminators = terminators
        self._denials = denials
        self._lists = lists

    def _is_brief(self, first: int, after: int) -> bool:
        """ "Sore, no. Weak, no.": one word, the answer, and the sentence ends."""
        alone = first == 1 or (first > 1 and self._breaks[first - 1] >= COMMA)
        return alone and self._breaks[after] == SENTENCE

    def forward(self, start: int, kind: str) -> int:
        """The place behind the last word that a trigger ending at `start` reaches."""
        end = min(start + _LONGEST, len(self._lemmas))
        items = 0
        for place in range(start, end):
            gap = self._breaks[place]
            if gap == SENTENCE or (gap == DASH and place > start):
                return place
            if gap == COMMA:
                if place == start or not self._over_comma(place, kind, items):
                    return place
                items += 1
            if place > start and self._stops(place, kind):
                return place
            if place == start and place in self._terminators and not self._weak(place):
                return place
        return end

    def _weak(self, place: int) -> bool:
        return self._norms[place] in self._lists.weak_terminators

    def _stops(self, place: int, kind: str) -> bool:
        if place in self._terminators:
            causes = self._norms[place] in self._lists.causes
            if causes or kind != "sentence" or not self._weak(place):
                return True
        if kind == "sentence":
            return False
        if (
            kind in _LISTS
            and place in self._denials
            and self._lemmas[place - 1] not in ("or", "nor")
        ):
            return self._lemmas[place - 1] not in ("have", "get", "feel")
        lemma = self._lemmas[place]
        if lemma in _CONJUNCTIONS and self._opens_clause(place + 1):
            return kind != "things" or self._norms[place + 1] not in _ARTICLES
        return kind in _LISTS and self._runs_on(place)

    def _runs_on(self, place: int) -> bool:
        """A new clause without punctuation: "no numbness my back just shakes"."""
        before = self._lemmas[place - 1]
        if self._norms[place] in self._lists.subjects:
            return before not in self._lists.prepositions
        return self._norms[place] in self._lists.owners and before not in self._lists.prepositions

    def _opens_clause(self, place: int) -> bool:
        if place >= len(self._lemmas):
            return False
        lists = self._lists
        norm, lemma = self._norms[place], self._lemmas[place]
        return (
            norm in lists.subjects
            or norm in lists.owners
            or norm in lists.adjectives
            or lemma in lists.verbs
            or place in self._terminators
        )

    def _over_comma(self, place: int, kind: str, items: int) -> bool:
        if kind not in _LISTS:
            return False
        first = self._lemmas[place]
        if first in ("or", "nor"):
            return True
        if first in _CONJUNCTIONS:
            return items > 0 and not self._opens_clause(place + 1)
        if place in self._denials or self._opens_clause(place):
            return False
        return self._bare_items(place)

    def _bare_items(self, place: int) -> bool:
        """Whether bare items follow up to "or", "and" or the end of the list."""
        length, seen = 0, 0
        for at in range(place, min(place + _LONGEST, len(self._lemmas))):
            if self._breaks[at] >= DASH and at > place:
                break
            if self._breaks[at] == COMMA and at > place:
                seen, length = seen + 1, 0
            if self._lemmas[at] in ("or", "nor"):
                return True
            if self._lemmas[at] in _CONJUNCTIONS:
                return not self._opens_clause(at + 1)
            if at > place and self._breaks[at] == COMMA and self._opens_clause(at):
                return seen > 1 or self._short(place, at)
            if self._lemmas[at] in self._lists.verbs or at in self._terminators:
                return seen > 0
            length += 1
            if length > _LONGEST_ITEM:
                return seen > 0
        return seen > 0 or self._short(place, place + length)

    def _short(self, first: int, after: int) -> bool:
        """One last item: "no fever, chills" goes on, "no pain, numbness in my foot" does not."""
        words = self._norms[first:after]
        return len(words) <= _ENDING_ITEM and not self._lists.places.intersection(words)

    def near(self, first: int) -> int:
        """The first word that a trigger standing behind it reaches ("numbness is absent")."""
        place = first
        while place > 0:
            if self._breaks[place] in (COMMA, SENTENCE) or first - place > _LONGEST:
                return place
            if self._breaks[place] == DASH and place != first:
                return place
            before = place - 1
            if before in self._terminators or self._lemmas[before] in self._lists.verbs:
                return place
            place = before
        return place

    def clause_before(self, first: int) -> int:
        """The first word of the clause that ends right before `first`."""
        place = first
        while place > 0 and not self._breaks[place] and place - 1 not in self._terminators:
            place -= 1
        return place

    def previous(self, first: int) -> int:
        """Where begins what "it went away" is about: the clause before, or its own with a noun.

        "I had numbness but it is gone" reaches back; "the pain has settled" does not.
        """
        own = self.clause_before(first)
        if own == 0 or (first > own and self._norms[first - 1] not in self._lists.pronouns):
            return own
        before = own - 1
        while before > 0 and self._breaks[before] < DASH:
            if before - 1 in self._terminators and not self._weak(before - 1):
                break
            before -= 1
        return before

    def answered(self, first: int, after: int) -> int | None:
        """Where the question begins that "no" between `first` and `after` answers, or None."""
        ends = after >= len(self._lemmas) or self._breaks[after] > 0
        if not ends or first == 0:
            return None
        mark = self._marks[first]
        gap = self._breaks[first]
        if gap == SENTENCE and "?" not in mark and ".." not in mark:
            return None
        if gap == COMMA:
            return first - 1 if self._is_brief(first, after) else None
        if gap == 0 and (self._lemmas[first - 1] in self._lists.verbs):
            return None
        place = first - 1
        while place > 0 and (self._breaks[place] < (COMMA if gap != SENTENCE else DASH)):
            place -= 1
        return place
