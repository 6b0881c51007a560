"""What an answer means as evidence."""

from __future__ import annotations

import pytest

from assessment.answers import (
    CHECKLIST_FINDINGS,
    CHECKLIST_FLAGS,
    evidence_for,
    read_answer,
    settled,
)
from assessment.assess import assess
from assessment.ledger import Ledger
from tests.unit.assessment.builders import clinical_model

MODEL = clinical_model()


def facts(question: str, choice: str) -> list[tuple[str, str, str]]:
    return [
        (item.about, item.value, item.status)
        for item in evidence_for(question, choice, turn=3, quote="the button")
    ]


@pytest.mark.parametrize(
    ("question", "choice", "stated"),
    [
        ("pain", "yes", [("finding", "pain", "present")]),
        ("pain", "no", [("finding", "pain", "absent")]),
        ("onset", "sudden", [("onset", "sudden", "present")]),
        ("duration", "days_14_42", [("duration", "14-42", "present")]),
        ("duration", "days_84", [("duration", "84-", "present")]),
        ("duration", "recurrent", [("onset", "recurrent", "present")]),
        ("age", "age_61_70", [("age", "61-70", "present")]),
        ("flag:stroke", "yes", [("flag", "stroke", "present")]),
        ("flag:stroke", "no", [("flag", "stroke", "absent")]),
        ("safety", "fever", [("finding", "fever", "present")]),
        ("safety", "cardiac", [("flag", "cardiac", "present")]),
        (
            "activation",
            "both",
            [("activation", "static", "present"), ("activation", "kinetic", "present")],
        ),
        (
            "activation",
            "static",
            [("activation", "static", "present"), ("activation", "kinetic", "absent")],
        ),
    ],
)
def test_a_choice_states_its_fact_and_settles_the_question(
    question: str, choice: str, stated: list[tuple[str, str, str]]
) -> None:
    assert facts(question, choice) == [*stated, ("question", question, "present")]


@pytest.mark.parametrize(
    "question", [q for q in MODEL.questions if "unknown" in MODEL.questions[q].choices]
)
def test_not_sure_settles_every_question_without_inventing_anything(question: str) -> None:
    found = facts(question, "unknown")
    assert found[-1] == ("question", question, "unknown")
    assert all(status == "unknown" for _, _, status in found)


def test_none_of_these_denies_every_sign_of_the_checklist() -> None:
    denied = {value for _, value, status in facts("safety", "none") if status == "absent"}
    assert denied == {*CHECKLIST_FINDINGS, *CHECKLIST_FLAGS}


def test_the_checklist_lists_what_the_question_offers() -> None:
    offered = [c for c in MODEL.questions["safety"].choices if c not in ("none", "unknown")]
    assert sorted(offered) == sorted((*CHECKLIST_FINDINGS, *CHECKLIST_FLAGS))


@pytest.mark.parametrize("question", [q.id for q in MODEL.questions.values()], ids=str)
def test_every_choice_of_every_question_is_understood(question: str) -> None:
    for choice in MODEL.questions[question].choices:
        assert evidence_for(question, choice, 1), choice


@pytest.mark.parametrize(
    ("question", "choice"),
    [
        ("pain", "maybe"),
        ("duration", "age_0_34"),
        ("age", "days_84"),
        ("onset", "yes"),
        ("safety", "yes"),
    ],
)
def test_what_is_no_choice_states_nothing(question: str, choice: str) -> None:
    assert evidence_for(question, choice, 1) == []


def test_evidence_carries_turn_origin_and_the_persons_words() -> None:
    finding, record = evidence_for("pain", "yes", turn=4, quote="yeah it does")
    assert (finding.turn, finding.origin, finding.quote) == (4, "asked", "yeah it does")
    assert (record.turn, record.quote) == (4, "")


@pytest.mark.parametrize(
    ("question", "reading", "text", "stated"),
    [
        ("pain", "yes", "yes", ("finding", "pain", "present")),
        ("pain", "no", "nope", ("finding", "pain", "absent")),
        ("pain", "unknown", "no idea", ("finding", "pain", "unknown")),
        ("age", "", "I am 63", ("age", "63", "present")),
        ("age", "", "she's 71.", ("age", "71", "present")),
        ("safety", "no", "none of that", ("finding", "bladder_bowel", "absent")),
    ],
)
def test_a_bare_reply_is_read_in_the_light_of_the_open_question(
    question: str, reading: str, text: str, stated: tuple[str, str, str]
) -> None:
    first = read_answer(question, reading, text, 2)[0]
    assert (first.about, first.value, first.status) == stated


@pytest.mark.parametrize(
    ("question", "reading", "text"),
    [
        ("safety", "yes", "yes"),
        ("activation", "yes", "yes"),
        ("onset", "no", "no"),
        ("age", "", "old enough"),
        ("pain", "", "it is what it is"),
    ],
)
def test_a_reply_that_says_nothing_certain_states_nothing(
    question: str, reading: str, text: str
) -> None:
    assert read_answer(question, reading, text, 2) == []


def test_a_question_that_was_answered_in_free_words_is_not_asked_again() -> None:
    ledger = Ledger().add(settled("safety", 1)).add(settled("activation", 2, "unknown"))
    assert assess(ledger, MODEL).next_question not in ("safety", "activation")
