"""Which conditions fit: points for and against, with the findings that gave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from assessment.model import ClinicalModel, Condition, Weight
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
    scores = {
        condition.id: _capped(condition, points[condition.id], true)
        for condition in model.conditions.values()
    }
    for umbrella in model.umbrellas:
        scores[umbrella.id] = max(scores[umbrella.id], *(scores[part] for part in umbrella.parts))
    return scores


def order(model: ClinicalModel, scores: Mapping[str, float]) -> list[str]:
    """Best first; of equals the likelier one beforehand, an umbrella after its parts."""
    place = model.places
    return sorted(scores, key=lambda name: (-scores[name], place[name]))


def rank(model: ClinicalModel, true: Set[str]) -> tuple[Candidate, ...]:
    """Every condition with its score and reasons, best first; nothing is ever hidden."""
    weights = fired(model, true)
    scores = settle(model, own_points(model, weights), true)
    accounts: dict[str, _Account] = {}
    for weight in weights:
        accounts.setdefault(weight.condition, _Account()).book(weight)
    return tuple(
        _candidate(model, name, scores[name], accounts, true) for name in order(model, scores)
    )


def _candidate(
    model: ClinicalModel,
    name: str,
    score: float,
    accounts: Mapping[str, _Account],
    true: Set[str],
) -> Candidate:
    condition = model.conditions[name]
    merged = _Account()
    for part in (name, *condition.parts):
        account = accounts.get(part, _Account())
        merged.findings = _stronger(merged.findings, account.findings)
        merged.contexts = _stronger(merged.contexts, account.contexts)
    return Candidate(
        id=name,
        kind=condition.kind,
        score=score,
        because=_signed(merged.findings, +1),
        against=_signed(merged.findings, -1),
        context_for=_signed(merged.contexts, +1),
        context_against=_signed(merged.contexts, -1),
        capped=condition.cap is not None and not _allowed(condition, true),
    )


def _stronger(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    """For an umbrella: each reason as strong as in the part where it counts most."""
    merged = dict(first)
    for name, points in second.items():
        merged[name] = max(merged.get(name, points), points)
    return merged


def _signed(points: Mapping[str, float], sign: int) -> tuple[str, ...]:
    """The terms that count on one side, the strongest first."""
    chosen = [name for name in points if points[name] * sign > 0]
    return tuple(sorted(chosen, key=lambda name: (-abs(points[name]), name)))


def _allowed(condition: Condition, true: Set[str]) -> bool:
    return not condition.requires or any(term in true for term in condition.requires)


def _capped(condition: Condition, points: float, true: Set[str]) -> float:
    if condition.cap is None or _allowed(condition, true):
        return points
    return min(points, condition.cap)
