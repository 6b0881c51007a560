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
from tests.conversations.checks import check, check_manners

CLINIC = {
    "emergency_number": "112",
    "crisis_line": "116 123",
    "clinic_name": "the clinic",
    "clinic_phone": "555 0100",
}

RESULT = "**How soon"
MOST_QUESTIONS = 15  # more in one interview is a fault
_STEPS = ("say", "say_to_the_clinic", "tap", "answer", "finish")
# Choices that say nothing in particular, where "no" is none.
HARMLESS = {
    "safety": "none",
    "activation": "unknown",
    "duration": "unknown",
    "onset": "unknown",
    "age": "unknown",
}


@dataclass(slots=True)
class Player:
    """One conversation: `say` and `choose` are what a person does; `answer` is the last answer."""

    runner: TurnRunner
    conversation: str
    speaker: str | None = None
    turns: int = 0
    only_heard: bool = False  # the last message was read while a person of the clinic answered
    answer: dict[str, Any] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    announced: list[int | None] = field(default_factory=list)  # questions left, at each of them
    results: list[str] = field(default_factory=list)  # the words of each result
    wording_before: str | None = None  # of the question that the answer before the last ended with
    loop: asyncio.AbstractEventLoop | None = None

    def say(self, text: str) -> dict[str, Any]:
        """Type something."""
        return self._send(text=text)

    def say_to_the_clinic(self, text: str) -> dict[str, Any]:
        """Type something while a person of the clinic answers: the assistant only reads it."""
        return self._send(text=text, listen=True)

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
        replies: Sequence[Mapping[str, Any]] = self.answer.get("replies", [])
        return replies

    @property
    def text(self) -> str:
        """All words of the last answer."""
        return "\n".join(reply["text"] for reply in self.replies)

    @property
    def open_question(self) -> str | None:
        """The question that the last answer ended with."""
        asked = [reply.get("question_id") for reply in self.replies if reply["kind"] == "question"]
        return asked[-1] if asked else None

    @property
    def wording(self) -> str | None:
        """The words of the open question."""
        asked = [reply["text"] for reply in self.replies if reply["kind"] == "question"]
        return asked[-1] if asked else None

    def _left(self) -> int | None:
        return next((r["questions_left"] for r in self.replies if "questions_left" in r), None)

    def _send(
        self, text: str | None = None, payload: str | None = None, *, listen: bool = False
    ) -> dict[str, Any]:
        self.turns += 1
        self.only_heard = listen
        request = TurnRequest(
            self.conversation,
            f"m{self.turns}",
            text=text,
            payload=payload,
            speaker=self.speaker,
            clinic=CLINIC,
            listen=listen,
        )
        assert self.loop is not None
        self.wording_before = self.wording
        self.answer = self.loop.run_until_complete(self.runner.run(request))
        if self.open_question:
            self.questions.append(self.open_question)
            self.announced.append(self._left())
        self.results += [r["text"] for r in self.replies if r["text"].startswith(RESULT)]
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
    elif "say_to_the_clinic" in turn:
        player.say_to_the_clinic(turn["say_to_the_clinic"])
    elif "tap" in turn:
        player.choose(turn["tap"])
    elif "finish" in turn:
        finish(player, turn["finish"] or {})
    else:
        answer_open_question(player, turn["answer"])


def answer_open_question(player: Player, choice: str) -> None:
    """Tap `choice` of whatever question is open."""
    question = player.open_question
    assert question, f"no question is open to answer with {choice!r}\n{player.text}"
    player.choose_answer(question, choice)


def finish(player: Player, choices: Mapping[str, str]) -> None:
    """Tap through the rest of the interview; what `choices` does not name is answered "no"."""
    for _ in range(MOST_QUESTIONS):
        question = player.open_question
        if question is None:
            return
        answer_open_question(player, choices.get(question) or HARMLESS.get(question, "no"))
        check_manners(player)
    raise AssertionError(f"no end after {MOST_QUESTIONS} questions: {player.questions}")


def _what(turn: Mapping[str, Any]) -> str:
    return repr(next((turn[key] for key in _STEPS if key in turn), ""))
