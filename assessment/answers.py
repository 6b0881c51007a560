"""What an answer to a question of the interview means, as evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

from assessment.ledger import Evidence, Status
from assessment.terms import range_of

UNKNOWN: Final = "unknown"  # the choice "not sure", also for skipping
NONE: Final = "none"  # "none of these" of the checklist
_FLAG: Final = "flag:"

# What the checklist lists (a test holds it against questions.yml): findings, then red flags.
CHECKLIST_FINDINGS: Final = ("bladder_bowel", "saddle_numbness", "fever")
CHECKLIST_FLAGS: Final = ("progressive_weakness", "major_trauma", "cardiac", "stroke")

_YES_NO: Final[Mapping[str, Status]] = {"yes": "present", "no": "absent", UNKNOWN: "unknown"}
_ACTIVATIONS: Final[Mapping[str, tuple[Status, Status]]] = {
    "static": ("present", "absent"),
    "kinetic": ("absent", "present"),
    "both": ("present", "present"),
    UNKNOWN: ("unknown", "unknown"),
}
_ONSETS: Final = ("sudden", "gradual", "recurrent")
_AGE_IN_WORDS: Final = re.compile(r"(?<![\d.,])(1[01]\d|\d{1,2})(?!\d|[.,]\d)")


def evidence_for(question: str, choice: str, turn: int, quote: str = "") -> list[Evidence]:
    """What choosing `choice` says, with the record that the question was dealt with.

    Empty if `choice` is none of the question's choices. The records count the questions, so
    every answered or skipped question must end up here or in `settled`.
    """
    stated = _stated(question, choice)
    if stated is None:
        return []
    record = Evidence("question", question, "unknown" if choice == UNKNOWN else "present")
    return [_asked(evidence, turn, quote) for evidence in (*stated, record)]


def settled(question: str, turn: int, status: Status = "present") -> Evidence:
    """The record that a question was answered in free text, or (`unknown`) skipped."""
    return Evidence("question", question, status, origin="asked", turn=turn)


def read_answer(question: str, reading: str, text: str, turn: int) -> list[Evidence]:
    """A bare "yes", "no", "not sure", or a number, in the light of the open question.

    `reading` is `yes`, `no`, `unknown` or empty. A bare "no" to the checklist is "none of
    these"; a bare "yes" to it, or to "at rest or moving?", says nothing certain.
    """
    if question == "age" and not reading:
        match = _AGE_IN_WORDS.search(text)
        age = Evidence("age", match[1] if match else "")
        record = settled(question, turn)
        return [_asked(age, turn, text), record] if match else []
    if reading == "no" and question == "safety":
        return evidence_for(question, NONE, turn, text)
    return evidence_for(question, reading, turn, text)


def _asked(evidence: Evidence, turn: int, quote: str) -> Evidence:
    quoted = "" if evidence.about == "question" else quote
    return Evidence(
        evidence.about, evidence.value, evidence.status, origin="asked", turn=turn, quote=quoted
    )


def _stated(question: str, choice: str) -> Iterable[Evidence] | None:
    """Evidence without turn and quote; None if the choice is not one of the question's."""
    if question in _READERS:
        return _READERS[question](choice)
    status = _YES_NO.get(choice)
    if status is None:
        return None
    if question.startswith(_FLAG):
        return [Evidence("flag", question.removeprefix(_FLAG), status)]
    return [Evidence("finding", question, status)]


def _checklist(choice: str) -> list[Evidence] | None:
    if choice == UNKNOWN:
        return []
    if choice == NONE:
        findings = [Evidence("finding", name, "absent") for name in CHECKLIST_FINDINGS]
        return [*findings, *(Evidence("flag", name, "absent") for name in CHECKLIST_FLAGS)]
    if choice in CHECKLIST_FINDINGS:
        return [Evidence("finding", choice)]
    return [Evidence("flag", choice)] if choice in CHECKLIST_FLAGS else None


def _activation(choice: str) -> list[Evidence] | None:
    if choice not in _ACTIVATIONS:
        return None
    static, kinetic = _ACTIVATIONS[choice]
    return [Evidence("activation", "static", static), Evidence("activation", "kinetic", kinetic)]


def _onset(choice: str) -> list[Evidence] | None:
    if choice == UNKNOWN:
        return [Evidence("onset", "", "unknown")]
    return [Evidence("onset", choice)] if choice in _ONSETS else None


def _duration(choice: str) -> list[Evidence] | None:
    """A range of days; "on and off for years" is an onset."""
    return _onset(choice) if choice == "recurrent" else _range("duration", "days", choice)


def _age(choice: str) -> list[Evidence] | None:
    return _range("age", "age", choice)


def _range(about: Literal["duration", "age"], unit: str, choice: str) -> list[Evidence] | None:
    """`days_14_42` is the range 14-42, `age_71` is 71 and more."""
    if choice == UNKNOWN:
        return [Evidence(about, "", "unknown")]
    span = range_of(choice) if choice.startswith(f"{unit}_") else None
    return [Evidence(about, span)] if span else None


_READERS: Final[Mapping[str, Callable[[str], list[Evidence] | None]]] = {
    "safety": _checklist,
    "activation": _activation,
    "onset": _onset,
    "duration": _duration,
    "age": _age,
}
