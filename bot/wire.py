"""What goes over the wire to an engine worker and back, checked on the way in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.errors import TurnFailed

Json = dict[str, Any]

REPLY_KINDS = frozenset({"message", "question", "answer", "emergency", "summary", "notice"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One message for the engine; the same `message_id` is never carried out twice.

    `clinic` holds the names and numbers of the settings that the engine may say.
    """

    conversation: str
    message_id: str
    text: str | None
    payload: str | None
    channel: str
    speaker: str | None
    clinic: Mapping[str, str]
    listen: bool = False
    """Read it and say nothing: a person is answering."""
    about: str = ""
    """Whom a call is about, as the engine names them: patient (the caller), she, he or they."""

    def to_json(self) -> Json:
        """The body of `POST /turn`."""
        return {
            "conversation": self.conversation,
            "message_id": self.message_id,
            "text": self.text,
            "payload": self.payload,
            "channel": self.channel,
            "speaker": self.speaker,
            "listen": self.listen,
            "about": self.about,
            **self.clinic,
        }


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What the engine made of one message."""

    replies: tuple[Json, ...]
    assessment: Json
    handoff: bool = False
    ended: bool = False
    erase: bool = False
    understanding: Json = field(default_factory=dict)


def empty_assessment() -> Json:
    """The assessment of a conversation of which nothing is understood yet."""
    return {
        "classification": {"activation": "unclear", "course": "unclear", "duration_days": None},
        "findings": [],
        "unmatched": [],
        "urgency": {"level": "undetermined", "flags": []},
        "candidates": [],
        "specialists": [],
        "tests": [],
        "next_question": None,
        "complete": False,
        "handling": "in_scope",
    }


def parse_json(body: bytes) -> Json:
    """A worker's answer as an object; anything else is a failed turn."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise TurnFailed("the worker's answer is no JSON") from error
    if not isinstance(answer, dict):
        raise TurnFailed("the worker's answer is no object")
    return answer


def parse_result(body: bytes, *, silent: bool = False) -> TurnResult:
    """Read the answer to a turn; unless it was to be silent, without any reply it is a failure."""
    answer = parse_json(body)
    replies, assessment = answer.get("replies"), answer.get("assessment")
    if not isinstance(replies, list) or not (replies or silent):
        raise TurnFailed("the worker's answer holds no reply")
    if not isinstance(assessment, dict) or "urgency" not in assessment:
        raise TurnFailed("the worker's answer holds no assessment")
    understanding = answer.get("understanding")
    return TurnResult(
        replies=tuple(_parse_reply(reply) for reply in replies),
        assessment=assessment,
        handoff=answer.get("handoff") is True,
        ended=answer.get("ended") is True,
        erase=answer.get("erase") is True,
        understanding=understanding if isinstance(understanding, dict) else {},
    )


def _parse_reply(reply: object) -> Json:
    if not isinstance(reply, dict) or reply.get("kind") not in REPLY_KINDS:
        raise TurnFailed("a reply of the worker has no known kind")
    text, buttons = reply.get("text"), reply.get("buttons", [])
    if not isinstance(text, str) or not text.strip():
        raise TurnFailed("a reply of the worker has no text")
    if not isinstance(buttons, list) or not all(_is_button(button) for button in buttons):
        raise TurnFailed("a reply of the worker has a broken button")
    return {**reply, "buttons": buttons}


def _is_button(button: object) -> bool:
    return isinstance(button, dict) and all(
        isinstance(button.get(key), str) for key in ("title", "payload")
    )
