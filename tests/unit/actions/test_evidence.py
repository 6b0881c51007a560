"""Entities of a message as evidence."""

from __future__ import annotations

from typing import Any

import pytest

from actions.evidence import evidence_of, flags_kept
from actions.resources import Resources
from assessment.ledger import Evidence, Ledger
from assessment.levels import Level


def entity(name: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": 1, **more}


@pytest.mark.parametrize(
    ("flag", "words", "whole_message", "level"),
    [
        ("pregnancy", "30 weeks, pains in waves", "urgent", "urgent"),
        ("pregnancy", "30 weeks and bleeding", "urgent", "emergency"),
        ("pregnancy", "30 weeks and there is red in the pan", "emergency", "emergency"),
        ("kidney", "burning and a fever", "emergency", "urgent"),
        ("stroke", "one side is weak", "emergency", "emergency"),
    ],
    ids=[
        "its own level",
        "worse by its words",
        "worse by the whole message",
        "none that has a higher level",
        "the highest anyway",
    ],
)
def test_a_flag_is_graded_by_its_words_and_by_the_message(
    resources: Resources, flag: str, words: str, whole_message: Level, level: str
) -> None:
    told = entity("red_flag", flag, quote=words, level=whole_message)
    assert [item.level for item in evidence_of([told], 1, resources.model.flags)] == [level]


CASES = [
    ("a finding", entity("finding", "pain", quote="it hurts"), [("finding", "pain", "present")]),
    (
        "a denial",
        entity("finding", "numbness", status="absent"),
        [("finding", "numbness", "absent")],
    ),
    ("a fear is no finding", entity("finding", "ms", status="hypothetical"), []),
    (
        "only at rest",
        entity("activation", "static", exclusive=True),
        [("activation", "static", "present"), ("activation", "kinetic", "absent")],
    ),
    ("three weeks", entity("duration", 21.0), [("duration", "21", "present")]),
    ("for ages", entity("course_hint", "chronic"), [("course", "chronic", "present")]),
    (
        "an unclear flag is to be asked about",
        entity("red_flag", "cauda_equina", status="unclear"),
        [("flag", "cauda_equina", "unknown")],
    ),
    (
        "words that no id covers",
        entity("unmatched", "restless bowel"),
        [("unmatched", "restless bowel", "present")],
    ),
    ("a topic is no evidence", entity("topic", "emg"), []),
]


@pytest.mark.parametrize(("entity_", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_an_entity_states(
    resources: Resources, entity_: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    found = evidence_of([entity_], 3, resources.model.flags)
    assert [(e.about, e.value, e.status) for e in found] == expected
    assert all(e.turn == 3 for e in found)


def test_a_raised_flag_is_not_withdrawn_by_a_denial_alone() -> None:
    raised = Ledger().add(Evidence("flag", "cauda_equina"))
    denial = Evidence("flag", "cauda_equina", "absent")
    withdrawal = Evidence("flag", "cauda_equina", "retracted")
    assert flags_kept([denial], raised) == []
    assert flags_kept([withdrawal], raised) == [withdrawal]
    assert flags_kept([denial], Ledger()) == [denial]
