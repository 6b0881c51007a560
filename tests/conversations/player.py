"""Plays a conversation file against the real model and actions, and holds each turn to it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.requests import TurnRequest
from engine.turns import TurnRunner

CLINIC = {
    "emergency_number": "112",
    "crisis_line": "116 123",
    "clinic_name": "the clinic",
    "clinic_phone": "555 0100",
}


@dataclass(slots=True)
class Player:
    """One conversation: `say` and `choose` are what a person does; `answer` is the last answer."""

    runner: TurnRunner
    conversation: str
    speaker: str | None = None
    turns: int = 0
    answer: dict[str, Any] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop | None = None

    def say(self, text: str) -> dict[str, Any]:
        """Type something."""
        return self._send(text=text)

    def choose(self, payload: str) -> dict[str, Any]:
        """Tap a button by its payload; it must be one that the last answer offered."""
        offered = [b["payload"] for reply in self.replies for b in reply["buttons"]]
        assert payload in offered or payload == "/session_start", (
            f"{payload} was not offered; there were {offered}"
        )
        return self._send(payload=payload)

    def choose_answer(self, question: str, choice: str) -> dict[str, Any]:
        """Tap the choice of a question."""
        return self.choose(f'/answer{{"question":"{question}","choice":"{choice}"}}')

    @property
    def replies(self) -> Sequence[Mapping[str, Any]]:
        """The replies of the last answer."""
        return self.answer.get("replies", [])

    @property
    def text(self) -> str:
        """All words of the last answer."""
        return "\n".join(reply["text"] for reply in self.replies)

    @property
    def open_question(self) -> str | None:
        """The question that the last answer ended with."""
        asked = [reply.get("question_id") for reply in self.replies if reply["kind"] == "question"]
        return asked[-1] if asked else None

    def _send(self, text: str | None = None, payload: str | None = None) -> dict[str, Any]:
        self.turns += 1
        request = TurnRequest(
            self.conversation,
            f"m{self.turns}",
            text=text,
            payload=payload,
            speaker=self.speaker,
            clinic=CLINIC,
        )
        assert self.loop is not None
        self.answer = self.loop.run_until_complete(self.runner.run(request))
        if self.open_question:
            self.questions.append(self.open_question)
        return self.answer


def load(path: Path) -> dict[str, Any]:
    """A conversation file: `speaker` (optional), `turns`, and `end` (optional)."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def play(script: Mapping[str, Any], player: Player) -> None:
    """Play all turns; an AssertionError says which turn and what was wrong."""
    player.speaker = script.get("speaker")
    player.choose("/session_start")
    for number, turn in enumerate(script["turns"], start=1):
        _act(turn, player)
        try:
            check(turn.get("expect") or {}, player)
        except AssertionError as error:
            raise AssertionError(f"turn {number} {_what(turn)}: {error}\n{player.text}") from error
    if "end" in script:
        check(script["end"], player)


def _act(turn: Mapping[str, Any], player: Player) -> None:
    if "say" in turn:
        player.say(turn["say"])
    elif "tap" in turn:
        player.choose(turn["tap"])
    else:
        answer_open_question(player, turn["answer"])


def answer_open_question(player: Player, choice: str) -> None:
    """Tap `choice` of whatever question is open."""
    question = player.open_question
    assert question, f"no question is open to answer with {choice!r}\n{player.text}"
    player.choose_answer(question, choice)


def _what(turn: Mapping[str, Any]) -> str:
    return repr(turn.get("say") or turn.get("tap") or turn.get("answer"))


def check(expected: Mapping[str, Any], player: Player) -> None:
    """Hold the last answer against what a turn expects; every key is one kind of check."""
    for key, value in expected.items():
        CHECKS[key](value, player)


def _check_question(expected: str | Sequence[str] | None, player: Player) -> None:
    allowed = [expected] if expected is None or isinstance(expected, str) else list(expected)
    assert player.open_question in allowed, f"asked {player.open_question}, expected {expected}"


def _check_first_kind(expected: str, player: Player) -> None:
    assert player.replies[0]["kind"] == expected, f"first reply is {player.replies[0]['kind']}"


def _check_kinds(expected: Sequence[str], player: Player) -> None:
    kinds = [reply["kind"] for reply in player.replies]
    missing = [kind for kind in expected if kind not in kinds]
    assert not missing, f"no reply of kind {missing}; there were {kinds}"


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


CHECKS = {
    "question": _check_question,
    "first_kind": _check_first_kind,
    "kinds": _check_kinds,
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
    "handling": _check_handling,
    "most_questions": _check_most_questions,
}
