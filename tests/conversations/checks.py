"""What a turn of a conversation file may expect; every key of `expect` is one check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conversations.player import Player


def check(expected: Mapping[str, Any], player: Player) -> None:
    """Hold the last answer against what a turn expects, and against what holds always."""
    if player.only_heard:
        assert not player.replies, "it spoke while a person of the clinic answered"
    else:
        check_manners(player)
    for key, value in expected.items():
        CHECKS[key](value, player)


def check_manners(player: Player) -> None:
    """No empty reply, no unfilled placeholder, no question in the same words twice in a row."""
    assert player.replies, "there was no reply"
    for reply in player.replies:
        assert reply["text"].strip(), "an empty reply"
        assert not set("{}") & set(reply["text"]), "a placeholder was not filled"
    wording = player.wording
    assert not wording or wording != player.wording_before, f"asked again alike: {wording!r}"


def _check_question(expected: str | Sequence[str] | None, player: Player) -> None:
    allowed = [expected] if expected is None or isinstance(expected, str) else list(expected)
    assert player.open_question in allowed, f"asked {player.open_question}, expected {expected}"


def _check_first_kind(expected: str, player: Player) -> None:
    assert player.replies[0]["kind"] == expected, f"first reply is {player.replies[0]['kind']}"


def _check_kinds(expected: Sequence[str], player: Player) -> None:
    kinds = [reply["kind"] for reply in player.replies]
    missing = [kind for kind in expected if kind not in kinds]
    assert not missing, f"no reply of kind {missing}; there were {kinds}"


def _check_answers(expected: int, player: Player) -> None:
    told = [reply["text"] for reply in player.replies if reply["kind"] == "answer"]
    assert len(told) == expected, f"{len(told)} answers, expected {expected}"


def _check_says(expected: Sequence[str], player: Player) -> None:
    missing = [words for words in expected if words.lower() not in player.text.lower()]
    assert not missing, f"does not say {missing}"


def _check_never_says(expected: Sequence[str], player: Player) -> None:
    said = [words for words in expected if words.lower() in player.text.lower()]
    assert not said, f"must not say {said}"


def _check_findings(expected: Mapping[str, str], player: Player) -> None:
    known = {
        finding["id"]: finding["status"]
        for finding in player.answer["assessment"]["findings"]
        if finding["subject"] == "self" and finding["time"] == "current"
    }
    for finding, status in expected.items():
        assert known.get(finding) == status, f"{finding} is {known.get(finding)}, not {status}"


def _check_not_known(expected: Sequence[str], player: Player) -> None:
    known = [finding["id"] for finding in player.answer["assessment"]["findings"]]
    assert not set(expected) & set(known), f"{set(expected) & set(known)} should not be known"


def _check_classification(key: str) -> Any:
    def check_one(expected: Any, player: Player) -> None:
        found = player.answer["assessment"]["classification"][key]
        assert found == expected, f"{key} is {found}, not {expected}"

    return check_one


def _check_urgency(expected: str | Sequence[str], player: Player) -> None:
    allowed = [expected] if isinstance(expected, str) else list(expected)
    level = player.answer["assessment"]["urgency"]["level"]
    assert level in allowed, f"urgency is {level}, not {expected}"


def _check_flags(expected: Mapping[str, str], player: Player) -> None:
    flags = {f["id"]: f["status"] for f in player.answer["assessment"]["urgency"]["flags"]}
    assert flags == dict(expected), f"flags are {flags}, not {expected}"


def _check_first_specialist(expected: str, player: Player) -> None:
    found = [s["id"] for s in player.answer["assessment"]["specialists"]]
    assert found[:1] == [expected], f"specialists are {found}"


def _check_candidates(expected: Sequence[str], player: Player) -> None:
    top = [c["id"] for c in player.answer["assessment"]["candidates"][:3]]
    missing = [candidate for candidate in expected if candidate not in top]
    assert not missing, f"{missing} not among the first three: {top}"


def _check_complete(expected: bool, player: Player) -> None:
    assert player.answer["assessment"]["complete"] is expected


def _check_signal(expected: str, player: Player) -> None:
    assert player.answer[expected] is True, f"{expected} was not signalled"


def _check_handling(expected: str, player: Player) -> None:
    found = player.answer["assessment"]["handling"]
    assert found == expected, f"handling is {found}, not {expected}"


def _check_most_questions(expected: int, player: Player) -> None:
    distinct = list(dict.fromkeys(player.questions))
    assert len(distinct) <= expected, f"{len(distinct)} questions were asked: {distinct}"


def _check_offers(expected: Sequence[str], player: Player) -> None:
    titles = [button["title"] for reply in player.replies for button in reply["buttons"]]
    missing = [title for title in expected if title not in titles]
    assert not missing, f"no button {missing}; there were {titles}"


def _check_never_kinds(expected: Sequence[str], player: Player) -> None:
    found = [reply["kind"] for reply in player.replies if reply["kind"] in expected]
    assert not found, f"there should be no reply of kind {found}"


def _check_never_asked(expected: Sequence[str], player: Player) -> None:
    asked = set(expected) & set(player.questions)
    assert not asked, f"{asked} was asked"


def _check_unmatched(expected: Sequence[str], player: Player) -> None:
    kept = " / ".join(player.answer["assessment"]["unmatched"]).lower()
    missing = [words for words in expected if words.lower() not in kept]
    assert not missing, f"{missing} was not kept; there was {kept!r}"


def _check_no_signal(expected: str, player: Player) -> None:
    assert not player.answer[expected], f"{expected} was signalled"


CHECKS = {
    "question": _check_question,
    "first_kind": _check_first_kind,
    "kinds": _check_kinds,
    "never_kinds": _check_never_kinds,
    "offers": _check_offers,
    "answers": _check_answers,
    "says": _check_says,
    "never_says": _check_never_says,
    "findings": _check_findings,
    "not_known": _check_not_known,
    "activation": _check_classification("activation"),
    "course": _check_classification("course"),
    "duration_days": _check_classification("duration_days"),
    "urgency": _check_urgency,
    "flags": _check_flags,
    "first_specialist": _check_first_specialist,
    "candidates": _check_candidates,
    "complete": _check_complete,
    "signal": _check_signal,
    "no_signal": _check_no_signal,
    "handling": _check_handling,
    "most_questions": _check_most_questions,
    "never_asked": _check_never_asked,
    "unmatched": _check_unmatched,
}
