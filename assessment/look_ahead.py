"""What an answer would change: level of urgency, first doctor, or the leading conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from assessment import rank, route
from assessment.levels import RANK, Level
from assessment.model import ClinicalModel
from assessment.parts import Weight
from assessment.results import Candidate

# How much a change is worth; a more urgent level outweighs everything else.
_LEVEL, _FIRST_DOCTOR, _FIRST_CONDITION, _LEADING = 6.0, 2.0, 1.0, 0.75
_TOP: Final = 3


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where things stand now, ready to be compared with what an answer would make of them."""

    model: ClinicalModel
    true: frozenset[str]
    level: Level
    points: Mapping[str, float]
    scores: Mapping[str, float]
    top: tuple[str, ...]
    watched: frozenset[str]  # conditions whose loss of points can reorder the top
    doctor: str
    supported: frozenset[str]  # conditions that a finding speaks for

    def value(self, answers: Iterable[tuple[float, Sequence[str]]]) -> float:
        """Expected worth of a question, from (chance, terms that the answer makes true)."""
        return sum([chance * self.change(terms) for chance, terms in answers])

    def change(self, terms: Sequence[str]) -> float:
        """How much would be different if `terms` held too."""
        true = self.true.union(terms)
        worth = _LEVEL if self._rises(terms, true) else 0.0
        points = self._points(terms, true)
        return worth + (self._reordered(points, true) if self._matters(points, terms) else 0.0)

    def _rises(self, terms: Sequence[str], true: Set[str]) -> bool:
        for term in terms:
            for rule in self.model.rules_of.get(term, ()):
                if RANK[rule.level] > RANK[self.level] and rule.holds(true):
                    return True
        return False

    def _points(self, terms: Sequence[str], true: Set[str]) -> dict[str, float]:
        """The points of those conditions that would gain or lose some."""
        changed: dict[str, float] = {}
        for weight in self._fresh(terms, true):
            before = changed.get(weight.condition, self.points[weight.condition])
            changed[weight.condition] = before + weight.points
        return changed

    def _fresh(self, terms: Sequence[str], true: Set[str]) -> Iterable[Weight]:
        weights_of = self.model.weights_of
        found = [w for term in terms for w in weights_of.get(term, ()) if w.when <= true]
        return dict.fromkeys(found) if terms[1:] else found

    def _matters(self, changed: Mapping[str, float], terms: Sequence[str]) -> bool:
        """Whether the top could look different; most answers are settled here, cheaply."""
        if not self.model.required.isdisjoint(terms):
            return True
        last = self.scores[self.top[-1]]
        return any(name in self.watched or changed[name] >= last for name in changed)

    def _reordered(self, changed: Mapping[str, float], true: Set[str]) -> float:
        points = {**self.points, **changed}
        scores = rank.settle(self.model, points, true)
        order = rank.order(self.model, scores)[:_TOP]
        gained = {name for name in changed if changed[name] > self.points[name]}
        leading = route.leading_of(order, scores, self.supported | gained)
        worth = 0.0
        if route.first_specialist(self.level, leading, self.model) != self.doctor:
            worth += _FIRST_DOCTOR
        if order[0] != self.top[0]:
            worth += _FIRST_CONDITION
        return worth + (_LEADING if set(order) != set(self.top) else 0.0)


def outlook(
    true: frozenset[str], level: Level, candidates: Sequence[Candidate], model: ClinicalModel
) -> Outlook:
    """The present, to compare answers with."""
    scores = {candidate.id: candidate.score for candidate in candidates}
    supported = frozenset(candidate.id for candidate in candidates if candidate.because)
    top = tuple(candidate.id for candidate in candidates[:_TOP])
    parts = {part for name in top for part in model.conditions[name].parts}
    return Outlook(
        model=model,
        true=true,
        level=level,
        points=rank.own_points(model, rank.fired(model, true)),
        scores=scores,
        top=top,
        watched=frozenset(top) | parts,
        doctor=route.first_specialist(level, route.leading_of(top, scores, supported), model),
        supported=supported,
    )
