"""Which doctor first, which next, and which tests to expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Final

from assessment.levels import Level
from assessment.model import ClinicalModel
from assessment.results import Candidate, Referral, SuggestedTest

EMERGENCY_CARE: Final = "emergency_care"
FAMILY_DOCTOR: Final = "therapist"

# The article sends everybody to the family doctor first. clinical.md 6 names conditions that
# go straight to a specialist; that needs more than a first guess: this many points, and a sign.
_SURE: Final = 5.0
_LEADING: Final = 3  # candidates that the route serves
_BEHIND: Final = 4.0  # points behind the first at which a candidate no longer counts
_MOST_DOCTORS: Final = 4
_MOST_TESTS: Final = 5

Leading = Sequence[tuple[str, float, bool]]  # (condition, score, something speaks for it)


def specialists(
    candidates: Sequence[Candidate], level: Level, model: ClinicalModel
) -> tuple[Referral, ...]:
    """Doctors in order: the first, the family doctor who knows the rest, then those who fit."""
    leading = _leading(candidates)
    first = first_specialist(level, leading, model)
    sends: dict[str, list[str]] = {first: [], FAMILY_DOCTOR: []}
    for condition, _, _ in leading:
        for doctor in model.care[condition].specialists:
            sends.setdefault(doctor, []).append(condition)
    names = list(sends)[:_MOST_DOCTORS]
    return tuple(
        Referral(name, place, model.specialist_why[name], tuple(sends[name]))
        for place, name in enumerate(names, start=1)
    )


def first_specialist(level: Level, leading: Leading, model: ClinicalModel) -> str:
    """Whom to see first."""
    if level == "emergency":
        return EMERGENCY_CARE
    condition, score, supported = leading[0]
    wanted = model.care[condition].specialists
    direct = level != "urgent" and supported and score >= _SURE and wanted
    return wanted[0] if direct else FAMILY_DOCTOR


def tests(
    candidates: Sequence[Candidate], model: ClinicalModel, true: Set[str] = frozenset()
) -> tuple[SuggestedTest, ...]:
    """Tests of the leading candidates, first the ones that the likeliest asks for.

    What does not go with something that is known, such as X-rays in pregnancy, is left out.
    """
    asked: dict[str, list[str]] = {}
    for condition, _, _ in _leading(candidates):
        for test in model.care[condition].tests:
            if not model.test_unless[test].isdisjoint(true):
                continue
            asked.setdefault(test, []).append(condition)
    return tuple(
        SuggestedTest(name, model.test_why[name], tuple(asked[name]))
        for name in list(asked)[:_MOST_TESTS]
    )


def leading_of(order: Sequence[str], scores: Mapping[str, float], supported: Set[str]) -> Leading:
    """The first candidates, as far as they are not far behind the very first."""
    limit = scores[order[0]] - _BEHIND
    return [
        (name, scores[name], name in supported)
        for name in order[:_LEADING]
        if scores[name] >= limit
    ]


def _leading(candidates: Sequence[Candidate]) -> Leading:
    scores = {candidate.id: candidate.score for candidate in candidates}
    return leading_of(list(scores), scores, {c.id for c in candidates if c.because})
