"""What an answer would change: level of urgency, first doctor, or the leading conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Final

from assessment import rank, route
from assessment.levels import RANK, Level
from assessment.model import ClinicalModel
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
    points: rank.Scores
    top: tuple[str, ...]
    doctor: str
    supported: dict[str, object]

    def value(self, answers: Iterable[tuple[float, Sequence[str]]]) -> float:
        """Expected worth of a question, from (chance, terms that the answer makes true)."""
        return sum(chance * self.change(terms) for chance, terms in answers)

    def change(self, terms: Sequence[str]) -> float:
        """How much would be different if `terms` held too."""
        true = self.true.union(terms)
        worth = _LEVEL if self._rises(terms, true) else 0.0
        weights = [
            weight
            for term in terms
            for weight in self.model.weights_of.get(term, ())
            if weight.when <= true
        ]
        if not weights and not self.model.required.intersection(terms):
            return worth
        return worth + self._reordered(weights, true)

    def _rises(self, terms: Sequence[str], true: Set[str]) -> bool:
        return any(
            RANK[rule.level] > RANK[self.level]
            for term in terms
            for rule in self.model.rules_of.get(term, ())
            if rule.all <= true and (not rule.any or rule.any & true) and not rule.unless & true
        )

    def _reordered(self, weights: Sequence[rank.Weight], true: Set[str]) -> float:
        points = dict(self.points)
        supported = self.supported
        for weight in weights:
            points[weight.condition] += weight.points
            if weight.points > 0:
                supported = {**supported, weight.condition: True}
        scores = rank.settle(self.model, points, true)
        order = rank.order(self.model, scores)
        top = tuple(order[:_TOP])
        leading = route.leading_of(order, scores, supported)
        worth = 0.0
        if route.first_specialist(self.level, leading, self.model) != self.doctor:
            worth += _FIRST_DOCTOR
        if top[0] != self.top[0]:
            worth += _FIRST_CONDITION
        return worth + (_LEADING if set(top) != set(self.top) else 0.0)


def outlook(
    true: frozenset[str], level: Level, candidates: Sequence[Candidate], model: ClinicalModel
) -> Outlook:
    """The present, to compare answers with."""
    scores = {candidate.id: candidate.score for candidate in candidates}
    supported: dict[str, object] = {c.id: c.because for c in candidates}
    leading = route.leading_of(scores, scores, supported)
    return Outlook(
        model=model,
        true=true,
        level=level,
        points=rank.own_points(model, rank.fired(model, true)),
        top=tuple(candidate.id for candidate in candidates[:_TOP]),
        doctor=route.first_specialist(level, leading, model),
        supported=supported,
    )
