"""Which conditions fit: points for and against, with the findings that gave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from assessment.model import ClinicalModel
from assessment.parts import Condition, Weight
from assessment.results import Candidate
from assessment.terms import finding_of

Scores = dict[str, float]


@dataclass(slots=True)
class _Account:
    """Points of one condition, by the term that gave them."""

    findings: dict[str, float] = field(default_factory=dict)
    contexts: dict[str, float] = field(default_factory=dict)

    def book(self, weight: Weight) -> None:
        for term in weight.when:
            name = finding_of(term)
            if name is None:
                self.contexts[term] = self.contexts.get(term, 0) + weight.points
            elif weight.points < 0 or not term.startswith("!"):
                self.findings[name] = self.findings.get(name, 0) + weight.points


_EMPTY: Final = _Account()


def fired(model: ClinicalModel, true: Set[str]) -> list[Weight]:
    """The weights whose terms all hold."""
    candidates = dict.fromkeys(w for term in sorted(true) for w in model.weights_of.get(term, ()))
    return [weight for weight in candidates if weight.when <= true]


def own_points(model: ClinicalModel, weights: Iterable[Weight]) -> Scores:
    """Prior and weights of each condition, before caps and umbrellas."""
    points = {condition.id: condition.prior for condition in model.conditions.values()}
    for weight in weights:
        points[weight.condition] += weight.points
    return points


def settle(model: ClinicalModel, points: Mapping[str, float], true: Set[str]) -> Scores:
    """Scores after caps (a required sign is missing) and umbrellas (as likely as a part)."""
    scores = dict(points)
    for condition in model.capped:
        if scores[condition.id] > condition.cap and is_capped(condition, true):
            scores[condition.id] = condition.cap
    for umbrella in model.umbrellas:
        scores[umbrella.id] = scores[_source(umbrella, scores)]
    return scores


def order(model: ClinicalModel, scores: Mapping[str, float]) -> list[str]:
    """Best first; of equals the likelier one beforehand, an umbrella after its parts."""
    keys = {name: scores[name] - model.handicaps[name] for name in scores}
    return sorted(keys, key=keys.__getitem__, reverse=True)


def is_capped(condition: Condition, true: Set[str]) -> bool:
    """What the condition requires is not there, so it is "possible" at most."""
    return bool(condition.requires) and true.isdisjoint(condition.requires)


def _source(umbrella: Condition, scores: Mapping[str, float]) -> str:
    """Whose score an umbrella has: its own, unless a part fits better."""
    return max((umbrella.id, *umbrella.parts), key=scores.__getitem__)


def rank(model: ClinicalModel, true: Set[str]) -> tuple[Candidate, ...]:
    """Every condition with its score and reasons, best first; nothing is ever hidden."""
    weights = fired(model, true)
    points = own_points(model, weights)
    scores = settle(model, points, true)
    accounts: dict[str, _Account] = {}
    for weight in weights:
        accounts.setdefault(weight.condition, _Account()).book(weight)
    return tuple(
        _candidate(model.conditions[name], scores, points, accounts, true)
        for name in order(model, scores)
    )


def _candidate(
    condition: Condition,
    scores: Mapping[str, float],
    points: Mapping[str, float],
    accounts: Mapping[str, _Account],
    true: Set[str],
) -> Candidate:
    """An umbrella has the reasons of the part that its score comes from."""
    account = accounts.get(_source(condition, points), _EMPTY)
    return Candidate(
        id=condition.id,
        kind=condition.kind,
        score=scores[condition.id],
        because=_signed(account.findings, +1),
        against=_signed(account.findings, -1),
        context_for=_signed(account.contexts, +1),
        context_against=_signed(account.contexts, -1),
        capped=is_capped(condition, true),
    )


def _signed(points: Mapping[str, float], sign: int) -> tuple[str, ...]:
    """The terms that count on one side, the strongest first."""
    chosen = [name for name in points if points[name] * sign > 0]
    return tuple(sorted(chosen, key=lambda name: (-abs(points[name]), name)))
