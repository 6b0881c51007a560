"""The content that the model is made of, and the making of it."""

from __future__ import annotations

import timeit

import pytest

from assessment.assess import assess
from assessment.ledger import Ledger
from assessment.levels import as_level
from assessment.model import ClinicalModel
from assessment.terms import findings_of
from tests.unit.assessment.builders import clinical_model, content, told

MODEL = clinical_model()
TRIGGERS = "stress fatigue sleep_loss exertion trauma posture sports"
SYMPTOMS = (
    "pain leg_pain night_pain stiffness morning_stiffness spasm weakness numbness leg_tremor"
    " hand_tremor urge_to_move_legs slowness balance vision speech fever weight_loss joint_swelling"
    " muscle_tenderness rash limited_mobility anxiety palpitations sweating heat_intolerance"
    " low_mood bladder_bowel saddle_numbness"
)
HISTORY = (
    "parkinson ms osteochondrosis hernia radiculitis spondylosis arthritis rls myositis thyroid"
    " diabetes back_injury back_surgery cancer family_tremor mental_health medication caffeine"
    " alcohol osteoporosis steroids immunosuppression stroke epilepsy pregnancy iron_deficiency"
    " kidney"
)


@pytest.mark.parametrize(
    ("kind", "names"), [("trigger", TRIGGERS), ("symptom", SYMPTOMS), ("history", HISTORY)]
)
def test_every_finding_of_the_vocabulary_is_there(kind: str, names: str) -> None:
    of_kind = {name for name, its_kind in MODEL.finding_kinds.items() if its_kind == kind}
    assert of_kind == set(names.split())


def test_every_finding_matters_somewhere() -> None:
    spoken_of = set(findings_of(MODEL.terms))
    assert set(MODEL.finding_kinds) - spoken_of == set()


def test_every_condition_can_gain_and_lose_points() -> None:
    for condition in MODEL.conditions.values():
        own = [w.points for w in MODEL.weights if w.condition in (condition.id, *condition.parts)]
        assert max(own) > 0, condition.id
        assert min(own) < 0 or condition.requires, condition.id


def test_every_condition_has_tests_and_doctors_that_exist() -> None:
    for name, care in MODEL.care.items():
        assert name in MODEL.conditions
        assert care.specialists
        assert set(care.tests) <= MODEL.test_why.keys()
        assert set(care.specialists) <= MODEL.specialist_why.keys()
    assert MODEL.care.keys() == MODEL.conditions.keys()


def test_every_red_flag_has_its_clarifying_question() -> None:
    asked = {q.removeprefix("flag:") for q in MODEL.questions if q.startswith("flag:")}
    assert asked == set(MODEL.flags)


def test_every_other_question_asks_about_something_that_exists() -> None:
    special = {"safety", "activation", "onset", "duration", "age"}
    plain = {name for name in MODEL.questions if not name.startswith("flag:")}
    assert plain - special <= MODEL.finding_kinds.keys()
    assert special <= plain


def test_no_two_questions_share_a_wording() -> None:
    wordings = [text for row in content()["questions"] for text in row["text"]]
    assert len(wordings) == len(set(wordings))


def test_the_last_wording_is_shorter_than_the_first() -> None:
    for row in content()["questions"]:
        assert len(row["text"][-1]) <= len(row["text"][0]), row["id"]


def test_a_known_diagnosis_is_read_from_the_weights() -> None:
    assert "rls" in MODEL.conditions["restless_legs"].requires
    assert "myositis" in MODEL.conditions["myositis"].requires


def test_an_unknown_level_names_the_ones_there_are() -> None:
    with pytest.raises(ValueError, match=r"choose one of .*emergency"):
        as_level("soonish")


def test_the_model_is_the_same_whenever_it_is_built() -> None:
    words = "pain leg_pain activation:kinetic duration=20".split()  # noqa: SIM905
    again = ClinicalModel.from_content(content())
    assert assess(told(*words), MODEL) == assess(told(*words), again)


def test_the_cost_of_an_assessment_grows_no_faster_than_the_ledger() -> None:
    """`make bench` tells how long a turn takes."""
    words = ("activation:kinetic", "duration=21", "!numbness", "answered:safety")
    short, long = (_cost(told(*words * times)) for times in (1, 20))
    assert long < short * 20 * 4


def _cost(ledger: Ledger) -> float:
    def anew() -> None:
        assess.cache_clear()
        assess(ledger, MODEL)

    return min(timeit.repeat(anew, number=1, repeat=10))
