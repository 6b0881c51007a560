"""What is meant by a stretch of words: status, time; denials, doubts, fears, questions, the past.

context = ContextReader.load(...).read(text, lemmas, chart)
context.status(first, after)   -> "present" | "absent" | "unknown" | "hypothetical"
context.time(first, after)     -> "current" | "past"
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from nlu.language.matcher import Match, PhraseMatcher
from nlu.language.scopes import Scope, ScopeFinder, ScopeWords
from nlu.language.words import Text

Status = Literal["present", "absent", "unknown", "hypothetical"]
Time = Literal["current", "past"]
_RIGHT_BEFORE = 3
_DOUBTED = "unknown"
CONTEXT = "context"  # the kind of its triggers among the phrases


@dataclass(frozen=True, slots=True)
class Trigger:
    """One group of context.yml: what it says, on which side, how far."""

    name: str
    direction: str
    scope: str


@dataclass(slots=True)
class Context:
    """The scopes in one text; answers questions about stretches of its words."""

    scopes: list[Scope] = field(default_factory=list)
    exceptions: list[int] = field(default_factory=list)
    lemmas: Sequence[str] = ()
    breaks: Sequence[int] = ()
    light: frozenset[str] = frozenset()
    dialect: frozenset[str] = frozenset()

    def status(self, first: int, after: int, used: Collection[int] = ()) -> Status:
        """Status of the words from `first` up to `after`.

        `used` are the places of the words that belong to the phrase itself: a negator among them
        ("can't feel my leg") denies nothing.
        """
        names = {scope.name for scope in self._over(first, after, used)}
        if "hypothetical" in names and not self._answered(first, after):
            return "hypothetical"
        if "unknown" in names:
            return "unknown"
        return "absent" if self.denied(first, after, used) else "present"

    def time(self, first: int, after: int, used: Collection[int] = ()) -> Time:
        """Whether the words are said of the past, over and done with."""
        past = any(scope.name == "past" for scope in self._over(first, after, used))
        return "past" if past else "current"

    def denied(self, first: int, after: int, used: Collection[int] = ()) -> bool:
        """Whether the words are explicitly denied, double negatives counted."""
        denials = sorted(
            {
                (scope.trigger_first, scope.trigger_after)
                for scope in self._over(first, after, used)
                if scope.name == "absent"
            }
        )
        if not denials or after in self.exceptions:
            return False
        outer = _merged(denials)
        if len(outer) < 2:
            return True
        return self._still_denied(outer)

    def _still_denied(self, denials: list[tuple[int, int]]) -> bool:
        """ "don't have no pain" denies, "not without pain" does not."""
        (_, outer_after), (inner_first, _) = denials[-2], denials[-1]
        between = self.lemmas[outer_after:inner_first]
        if not between and self.lemmas[outer_after - 1] == self.lemmas[inner_first] == "no":
            return True  # "no no fever"
        if not all(lemma in self.light for lemma in between):
            return True
        inner = self.lemmas[inner_first]
        return inner in ("no", "nothing", "nor", "or", "neither") and (
            bool(between or outer_after == inner_first)
            and (self.lemmas[inner_first - 1] in self.dialect or inner in ("nor", "neither"))
        )

    def denied_up_to(self, place: int, others: Collection[int]) -> bool:
        """Whether a denial ends right before `place`: "it does not bother me when I sit".

        Not so if it denies something else: "no pain when I sit"; `others` are those words.
        """
        return any(
            scope.name == "absent"
            and scope.after == place
            and not self.breaks[place]
            and scope.first < scope.after
            and not any(at in others for at in range(scope.first, scope.after))
            for scope in self.scopes
        )

    def flipped(self, first: int, after: int, used: Collection[int]) -> bool:
        """Whether a negator stands in or right before the words: "not pain free"."""
        return any(
            scope.name == "absent"
            and first - _RIGHT_BEFORE <= scope.trigger_first < after
            and not any(self.breaks[scope.trigger_first + 1 : first + 1])
            for scope in self._over(first, after, used)
        )

    def _answered(self, first: int, after: int) -> bool:
        return any(
            scope.answer and scope.first < after and first < scope.after for scope in self.scopes
        )

    def _over(self, first: int, after: int, used: Collection[int]) -> Iterator[Scope]:
        for scope in self.scopes:
            if scope.first < after and first < scope.after:
                if used and any(
                    place in used for place in range(scope.trigger_first, scope.trigger_after)
                ):
                    continue
                yield scope


class PseudoTriggers:
    """Phrases that only look like a trigger ("can't help", "not only"); found again by place."""

    def __init__(self, spans: Collection[tuple[int, int]]) -> None:
        self._ends: dict[int, int] = {}
        for first, after in spans:
            self._ends[first] = max(after, self._ends.get(first, 0))
        self._longest = max((after - first for first, after in spans), default=0)

    def cover(self, first: int, after: int) -> bool:
        """Whether a longer phrase than the one from `first` up to `after` holds it."""
        starts = range(max(0, after - self._longest), first + 1)
        return any(
            after <= self._ends.get(start, 0) and self._ends[start] - start > after - first
            for start in starts
        )


class ContextReader:
    """Tells from the context triggers of a text how far each reaches."""

    def __init__(self, content: dict[str, Any], matcher: PhraseMatcher) -> None:
        self._lists = ScopeWords.of(content)
        self._light = frozenset(content["light"])
        self._dialect = frozenset(content["dialect"])
        self._question_after = frozenset(content["question_after"])
        self._triggers: list[Trigger] = []
        for group in content["triggers"]:
            name = group.get("status") or group["time"]
            key = str(len(self._triggers))
            self._triggers.append(Trigger(name, group["direction"], group.get("scope", "near")))
            for phrase in group["say"]:
                matcher.add(CONTEXT, key, phrase)
        for kind in ("pseudo", "terminators", "exceptions"):
            for phrase in content[kind]:
                matcher.add(CONTEXT, kind, phrase)

    def _placed(self, text: Text, trigger: Trigger, first: int) -> bool:
        """A question begins a clause: "do sports ..." asks, "I don't do sports" does not."""
        if trigger.scope != "question" or first == 0 or text.breaks[first]:
            return True
        return text.words[first - 1].norm in self._question_after

    def read(self, text: Text, lemmas: Sequence[str], found: Sequence[Match]) -> Context:
        """All scopes of the text, from the triggers found in it."""
        pseudo = PseudoTriggers([(m.first, m.after) for m in found if m.key == "pseudo"])
        triggers = [
            (self._triggers[int(m.key)], m.first, m.after) for m in found if m.key.isdigit()
        ]
        triggers = [
            one
            for one in triggers
            if not pseudo.cover(one[1], one[2]) and self._placed(text, *one[:2])
        ]
        terminators = _minus(
            {m.first for m in found if m.key == "terminators"},
            [(first, after) for _, first, after in triggers],
        )
        denials = {first for trigger, first, _ in triggers if trigger.name == "absent"}
        finder = ScopeFinder(text, lemmas, terminators, denials, self._lists)
        scopes = [scope for one in triggers for scope in _scopes(finder, *one)]
        scopes += [
            Scope(_DOUBTED, place, finder.forward(place + 1, "near"), place, place)
            for place in range(len(text.words))
            if _is_queried(text, place)
        ]
        context = Context(scopes, [], lemmas, text.breaks, self._light, self._dialect)
        context.exceptions = [m.first for m in found if m.key == "exceptions"]
        return context


def _is_queried(text: Text, place: int) -> bool:
    """ "?stress", as notes have it: the mark stands right before the word and behind nothing."""
    start = text.words[place].start
    before = text.raw[max(0, start - 2) : start]
    return before.endswith("?") and not before[:-1].strip(" \n\t,;:/(")


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans with the overlapping ones made one."""
    merged: list[tuple[int, int]] = []
    for first, after in spans:
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(after, merged[-1][1]))
        else:
            merged.append((first, after))
    return merged


def _minus(places: set[int], spans: list[tuple[int, int]]) -> set[int]:
    """Terminators that are the inner words of a trigger ("not sure if") end nothing."""
    inner = {place for first, after in spans for place in range(first + 1, after)}
    return places - inner


def _scopes(finder: ScopeFinder, trigger: Trigger, first: int, after: int) -> Iterator[Scope]:
    if trigger.direction == "before":
        asks = trigger.scope == "question"
        end = finder.forward(after, "sentence" if asks else trigger.scope)
        yield Scope(
            trigger.name, first if asks else after, end, first, first + 1 if asks else after
        )
    elif trigger.direction == "answer":
        start = finder.answered(first, after)
        if start is not None:
            yield Scope(trigger.name, start, first, first, after, answer=True)
    elif trigger.scope == "near":
        yield Scope(trigger.name, finder.near(first), first, first, after)
    elif trigger.scope == "clause":
        yield Scope(trigger.name, finder.clause_before(first), first, first, after)
    else:
        yield Scope(trigger.name, finder.previous(first), first, first, after)
