"""What the store gives out: plain records instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Mode = Literal["bot", "waiting", "agent"]
State = Literal["received", "answered", "failed"]

START = "/start"
"""The message id of the turn that greets; no message of a person's can bear it."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it stands."""

    id: str
    channel: str
    speaker: str | None
    mode: str
    last_seq: int


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the transcript; `body` is what the API shows beside `seq`, `role` and `at`."""

    seq: int
    role: str
    message_id: str | None
    body: dict[str, Any]
    created_at: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the inbox, with what the engine needs to know of its conversation."""

    conversation: Conversation
    message_id: str
    text: str | None
    payload: str | None
    deaths: int
    noticed: bool
    answer: dict[str, Any] | None = None
    repeated: bool = False
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer as it was stored, with the line it added to the transcript, if it is new."""

    answer: dict[str, Any]
    message: Message | None
    mode_changed: bool
