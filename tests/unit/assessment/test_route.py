"""Which doctor first, and which tests."""

from __future__ import annotations

import pytest

from assessment.assess import assess
from assessment.results import Assessment
from tests.unit.assessment.builders import clinical_model, stories, told


def assessed(words: str) -> Assessment:
    return assess(told(*words.split()), clinical_model())


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("", "therapist"),
        ("stress activation:static duration=5", "therapist"),
        ("leg_pain numbness duration=20", "therapist neurologist"),
        ("exertion pain activation:kinetic duration=3", "therapist"),
        ("pain stiffness posture duration=400 activation:kinetic", "therapist"),
        ("age=29 morning_stiffness night_pain duration=200", "therapist rheumatologist"),
        ("slowness hand_tremor activation:static age=70 onset:gradual", "neurologist"),
        ("ms activation:kinetic balance", "neurologist"),
        ("parkinson activation:static stiffness age=70", "neurologist"),
        ("parkinson", "neurologist"),
        ("slowness", "therapist"),
        ("fever", "therapist"),
        ("flag:kidney slowness hand_tremor activation:static", "therapist"),
        ("flag:stroke", "emergency_care"),
        ("bladder_bowel leg_pain", "emergency_care"),
    ],
)
def test_who_is_seen_first(words: str, first: str) -> None:
    assert assessed(words).specialists[0].id in first.split()


def test_the_family_doctor_is_first_or_second() -> None:
    for story in stories():
        names = [referral.id for referral in assessed(story["told"]).specialists]
        assert "therapist" in names[:2]


def test_order_counts_from_one_and_every_doctor_and_test_has_a_reason() -> None:
    for story in stories():
        result = assessed(story["told"])
        assert [r.order for r in result.specialists] == list(range(1, len(result.specialists) + 1))
        assert len({r.id for r in result.specialists}) == len(result.specialists)
        assert all(r.why for r in result.specialists) and all(t.why for t in result.tests)
        assert result.tests and len({test.id for test in result.tests}) == len(result.tests)


@pytest.mark.parametrize(
    ("words", "test"),
    [
        ("leg_pain numbness duration=20", "mri"),
        ("morning_stiffness joint_swelling", "complete_blood_count"),
        ("slowness hand_tremor activation:static age=70", "neurologist_consultation"),
        ("weakness muscle_tenderness rash fatigue", "emg"),
        ("trauma pain duration=3", "lumbar_xray"),
    ],
)
def test_tests_follow_from_the_likeliest_conditions(words: str, test: str) -> None:
    assert test in {item.id for item in assessed(words).tests}


def test_in_pregnancy_no_x_rays_are_to_be_expected() -> None:
    words = "pain stiffness posture duration=400 activation:kinetic"
    usual, pregnant = assessed(words), assessed(f"{words} pregnancy")
    assert "lumbar_xray" in {test.id for test in usual.tests}
    assert not {"lumbar_xray", "ct"} & {test.id for test in pregnant.tests}
