"""From entities to the status of a label, and back."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.classifying.corpus import Status
from nlu.classifying.statements import Saying, said, settled


def finding(value: str = "pain", **more: Any) -> dict[str, Any]:
    usual = {"entity": "finding", "status": "present", "subject": "self", "time": "current"}
    return usual | {"value": value} | more


@pytest.mark.parametrize(
    ("label", "entities", "expected"),
    [
        ("pain", [], Status.NONE),
        ("pain", [finding("rash")], Status.NONE),
        ("pain", [finding()], Status.PRESENT),
        ("pain", [finding(status="absent")], Status.ABSENT),
        ("pain", [finding(status="absent"), finding()], Status.PRESENT),
        ("pain", [finding(time="past")], Status.ASIDE),
        ("pain", [finding(subject="other")], Status.ASIDE),
        ("pain", [finding(status="hypothetical")], Status.ASIDE),
        ("static", [{"entity": "activation", "value": "static"}], Status.PRESENT),
        ("kinetic", [{"entity": "activation", "value": "static"}], Status.NONE),
        ("gradual", [{"entity": "onset", "value": "recurrent"}], Status.PRESENT),
        ("gradual", [{"entity": "course_hint", "value": "chronic"}], Status.PRESENT),
        ("sudden", [{"entity": "onset", "value": "sudden"}], Status.PRESENT),
    ],
)
def test_what_entities_say_of_a_label(
    label: str, entities: list[dict[str, Any]], expected: Status
) -> None:
    assert said(entities).get(label, Saying.NONE).status == expected


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        ([finding(manner="past")], Saying.PRESENT_BUT_PAST),
        ([finding(manner="others")], Saying.PRESENT_BUT_OTHERS),
        ([finding(manner="asked"), finding()], Saying.PRESENT),
        ([finding(manner="past", status="absent")], Saying.ABSENT),
        ([finding(subject="other")], Saying.ANOTHERS),
        ([finding(time="past")], Saying.PAST),
    ],
)
def test_how_plainly_they_say_it(entities: list[dict[str, Any]], expected: Saying) -> None:
    assert said(entities)["pain"] == expected


@pytest.mark.parametrize(
    ("entity", "status", "expected"),
    [
        (finding(), Status.NONE, []),
        (finding(), Status.ABSENT, [finding(status="absent")]),
        (finding(), Status.ASIDE, [finding(status="hypothetical")]),
        (finding(time="past"), Status.ASIDE, [finding(time="past")]),
        (finding(time="past", subject="other"), Status.PRESENT, [finding()]),
        (finding("rash"), Status.NONE, [finding("rash")]),
    ],
    ids=["gone", "denied", "aside", "past stays past", "theirs and now", "not concerned"],
)
def test_entities_are_brought_to_a_status(
    entity: dict[str, Any], status: Status, expected: list[dict[str, Any]]
) -> None:
    assert settled([entity], "pain", status) == expected


def test_a_course_said_outright_is_not_the_networks_to_deny() -> None:
    for_yonks = {"entity": "course_hint", "value": "chronic", "start": 0, "end": 9}
    assert settled([for_yonks], "gradual", Status.NONE) == [for_yonks]
