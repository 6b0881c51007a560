"""The judges count as the rules say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evaluation import judge_facts, judge_pairs, judge_questions, judge_safety, judge_scope
from evaluation.intervals import wilson, worst_miss_rate
from evaluation.reading import Reading
from evaluation.sets import Item
from knowledge.__main__ import DATABASE
from knowledge.store import KnowledgeStore

NOTHING: dict[str, Any] = {"triggers": [], "symptoms": [], "negated": [], "history": []}


def reading(level: str = "routine", handling: str = "in_scope", **facts: Any) -> Reading:
    return Reading(
        {
            "intent": "inform",
            "handling": handling,
            "facts": {**NOTHING, **facts},
            "urgency": {"level": level, "flags": []},
        }
    )


def item(**labels: Any) -> Item:
    return Item("one", "facts", "development", ("a text",), labels)


def counted(labels: dict[str, Any], facts: dict[str, Any]) -> tuple[float, float]:
    tally, _ = judge_facts.judge([item(**labels)], {"one": reading(**facts)})
    figure = tally.figures()[0]
    return figure.right, figure.total


@pytest.mark.parametrize(
    ("labels", "facts", "right", "total"),
    [
        ({"symptoms": ["pain"]}, {"symptoms": ["pain"]}, 1, 1),
        ({"symptoms": ["pain"]}, {"negated": ["pain"]}, 0, 1),
        ({"symptoms": ["pain"]}, {"symptoms": ["pain", "fever"]}, 1, 1.5),
        ({"optional": ["fever"]}, {"symptoms": ["fever"]}, 0, 0),
        ({"unscored": ["course"]}, {"course": "acute"}, 0, 0),
        ({"activation": "static"}, {"activation": "both"}, 0, 1),
        ({"duration_days": 90}, {"duration_days": 91.0}, 1, 1),
        ({"duration_days": 14}, {"duration_days": 15.0}, 0, 1),
        ({}, {}, 0, 0),
    ],
)
def test_a_fact_counts_as_right_wrong_or_not_at_all(
    labels: dict[str, Any], facts: dict[str, Any], right: float, total: float
) -> None:
    assert counted(labels, facts) == (right, total)


@pytest.mark.parametrize(
    ("wanted", "level", "good"),
    [
        ("emergency", "emergency", True),
        ("emergency", "urgent", False),
        ("urgent", "urgent", True),
        ("urgent", "emergency", True),
        ("urgent", "routine", False),
    ],
)
def test_a_case_must_reach_its_level_and_may_go_higher(wanted: str, level: str, good: bool) -> None:
    assert judge_safety.escalated(item(level=wanted), reading(level)) is good


@pytest.mark.parametrize("level", ["undetermined", "self_care", "routine"])
def test_a_look_alike_may_reach_any_level_below_the_same_day(level: str) -> None:
    assert judge_safety.left_alone(reading(level))
    assert not judge_safety.left_alone(reading("urgent"))


@pytest.mark.parametrize(
    ("status", "facts", "good"),
    [
        ("present", {"symptoms": ["pain"]}, True),
        ("present", {}, False),
        ("absent", {"negated": ["pain"]}, True),
        ("absent", {}, False),
        ("unknown", {}, True),
        ("unknown", {"negated": ["pain"]}, False),
        ("past", {"negated": ["pain"]}, True),
        ("past", {"symptoms": ["pain"]}, False),
        ("other", {}, True),
    ],
)
def test_a_status_is_right_or_wrong(status: str, facts: dict[str, Any], good: bool) -> None:
    pair = item(finding="pain", status=status)
    figures, mistakes = judge_pairs.judge([pair], {"one": reading(**facts)})
    assert bool(figures[0].right) is good
    assert bool(mistakes) is not good


def test_who_is_sent_to_a_doctor_was_not_turned_away() -> None:
    away = {"one": reading("routine", "other_medical")}
    sent = {"one": reading("emergency", "other_medical")}
    assert judge_scope.judge_turned_away([item()], away)[0][0].right == 1
    assert judge_scope.judge_turned_away([item()], sent)[0][0].right == 0


def test_an_alarm_on_another_matter_counts_though_it_was_handled_by_its_kind() -> None:
    figures, mistakes = judge_scope.judge_out_of_scope(
        [item(handling="admin")], {"one": reading("emergency", "admin")}
    )
    rates = {figure.key: figure.right for figure in figures if not figure.part_of}
    assert rates == {"out_of_scope": 1, "false_acceptance": 0, "false_alarm": 1}
    assert mistakes[0].got == "emergency, admin (inform)"


@pytest.mark.parametrize(
    ("wanted", "reply", "good"),
    [
        (["parkinson", "section:tests"], "With **Parkinson's disease**:\n- MRI scan", True),
        (["parkinson", "neurologist"], "With **Parkinson's disease**:\n- Neurologist", True),
        (["parkinson"], "With **Parkinson's disease**:\n- Neurologist", False),
        (["parkinson", "neurologist"], "With **Myositis**:\n- Neurologist", False),
        (["parkinson", "section:tests"], "With **Parkinson's disease**:\n- Massage", False),
    ],
)
def test_doctors_or_tests_of_a_condition_answer_a_question_for_either(
    wanted: list[str], reply: str, good: bool
) -> None:
    store = KnowledgeStore(DATABASE)
    assert judge_questions.is_answered(item(answered=[wanted]), reply, store) is good


@pytest.mark.parametrize(
    ("asked", "reply", "good"),
    [
        ("Which test shows a slipped disc?", "With **Intervertebral hernia**:\n- MRI scan", True),
        ("Which test shows a slipped disc?", "With **Intervertebral hernia**:\n- Massage", False),
        ("Which test shows a slipped disc?", "With **Parkinson's disease**:\n- MRI scan", False),
        ("Which test shows it?", "With **Intervertebral hernia**:\n- MRI scan", False),
    ],
)
def test_a_list_of_the_condition_that_was_asked_about_answers(
    asked: str, reply: str, good: bool
) -> None:
    store = KnowledgeStore(DATABASE)
    question = replace(item(answered=[["mri", "ct"]]), texts=(asked,))
    assert judge_questions.is_answered(question, reply, store) is good


def test_intervals_are_those_of_the_books() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert worst_miss_rate(0, 320) == pytest.approx(0.0093, abs=1e-4)
    assert worst_miss_rate(3, 3) == 1.0
