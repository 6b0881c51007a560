"""Typical stories of each condition, and what must speak for and against it."""

from __future__ import annotations

import pytest

from assessment.assess import assess
from assessment.rank import rank
from assessment.results import Candidate
from tests.unit.assessment.builders import clinical_model, stories, told

STORIES = stories()


def candidates_of(words: str) -> tuple[Candidate, ...]:
    return assess(told(*words.split()), clinical_model()).candidates


@pytest.mark.parametrize("story", STORIES, ids=[story["story"] for story in STORIES])
def test_a_typical_story_puts_its_condition_on_top(story: dict[str, str]) -> None:
    names = [candidate.id for candidate in candidates_of(story["told"])]
    assert names[0] in story["first"].split(), names[:4]
    assert set(story["top"].split()) <= set(names[:3]), names[:4]


# (what was told, condition, what speaks for it, what speaks against it)
REASONS = [
    ("leg_pain numbness", "radiculitis", "leg_pain numbness", ""),
    ("stress sleep_loss weakness", "nervous_tension", "stress sleep_loss", "weakness"),
    ("!slowness activation:static", "parkinson", "", "slowness"),
    ("!stress !anxiety caffeine", "nervous_tension", "caffeine", "anxiety stress"),
    ("!leg_pain spasm", "radiculitis", "", "leg_pain"),
    ("urge_to_move_legs", "spondylosis", "", "urge_to_move_legs"),
    ("pain posture numbness", "poor_posture", "posture pain", "numbness"),
]


@pytest.mark.parametrize(("words", "name", "because", "against"), REASONS)
def test_reasons_name_the_findings_that_counted(
    words: str, name: str, because: str, against: str
) -> None:
    candidate = next(c for c in candidates_of(words) if c.id == name)
    assert set(candidate.because) == set(because.split())
    assert set(candidate.against) == set(against.split())


def test_reasons_hold_findings_only_and_contexts_stand_apart() -> None:
    candidate = candidates_of("stress activation:static duration=5")[0]
    assert candidate.because == ("stress",)
    assert set(candidate.context_for) == {"activation:static", "course:acute"}


def test_the_strongest_reason_comes_first() -> None:
    candidate = next(
        c for c in candidates_of("low_mood stress fatigue") if c.id == "nervous_tension"
    )
    assert candidate.because == ("stress", "fatigue", "low_mood")


def test_against_lowers_but_never_hides() -> None:
    names = {c.id for c in candidates_of("!pain !stiffness !leg_pain !slowness numbness weakness")}
    assert names == set(clinical_model().conditions)


def test_scores_never_rise_down_the_list() -> None:
    for story in STORIES:
        scores = [candidate.score for candidate in candidates_of(story["told"])]
        assert scores == sorted(scores, reverse=True)


def test_every_condition_stands_in_the_list_once() -> None:
    names = [candidate.id for candidate in candidates_of("pain")]
    assert len(names) == len(set(names))
    assert names.count("osteochondrosis") == 1


@pytest.mark.parametrize(
    ("words", "name", "capped"),
    [
        ("sleep_loss activation:static pregnancy", "restless_legs", True),
        ("sleep_loss activation:static urge_to_move_legs", "restless_legs", False),
        ("sleep_loss activation:static rls", "restless_legs", False),
        ("muscle_tenderness fatigue", "myositis", True),
        ("muscle_tenderness weakness", "myositis", False),
        ("muscle_tenderness myositis", "myositis", False),
    ],
)
def test_a_missing_required_sign_caps_the_score_unless_the_illness_is_known(
    words: str, name: str, capped: bool
) -> None:
    candidate = next(c for c in candidates_of(words) if c.id == name)
    assert candidate.capped is capped
    if capped:
        assert candidate.score <= clinical_model().conditions[name].cap


@pytest.mark.parametrize(
    ("words", "umbrella", "part"),
    [
        ("osteochondrosis pain duration=400", "degenerative_changes", "osteochondrosis"),
        ("spondylosis age=70 stiffness duration=400", "degenerative_changes", "spondylosis"),
        ("slowness hand_tremor activation:static age=70", "neurological_disorder", "parkinson"),
    ],
)
def test_an_umbrella_is_as_likely_as_its_likeliest_part_and_stands_after_it(
    words: str, umbrella: str, part: str
) -> None:
    found = {c.id: (place, c) for place, c in enumerate(candidates_of(words))}
    assert found[umbrella][1].score == found[part][1].score
    assert found[umbrella][1].because == found[part][1].because
    assert found[umbrella][0] > found[part][0]


def test_of_equals_the_one_that_owes_more_to_what_was_told_comes_first() -> None:
    names = [c.id for c in rank(clinical_model(), frozenset({"trauma", "course:acute", "pain"}))]
    assert names.index("lower_back_injury") < names.index("muscle_strain")


def test_age_and_duration_unknown_count_neither_way() -> None:
    for candidate in candidates_of("pain"):
        assert not any(":" in t or "age" in t for t in candidate.context_for)
