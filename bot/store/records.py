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
    """One message of the inbox, with what the engine needs to know of its conversation.

    `deaths` says how often a worker ended with it in hand; `lines` what it added to the transcript.
    """

    conversation: Conversation
    message_id: str
    text: str | None
    payload: str | None
    deaths: int
    answer: dict[str, Any] | None = None
    repeated: bool = False
    lines: tuple[Message, ...] = ()
    listen: bool = False
    """A person of the clinic answers it; the engine only reads along."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer as it was stored, with the lines it added to the transcript, if it is new.

    `change` says what it made of the conversation's urgency.
    """

    answer: dict[str, Any]
    lines: tuple[Message, ...]
    mode_changed: bool
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The urgency before and after a message, and the red flags that came up with it."""

    before: str
    after: str
    new_flags: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a message is answered for good: by the engine, or with an apology (`failed`)."""

    state: State
    replies: tuple[dict[str, Any], ...]
    assessment: dict[str, Any]
    handoff: bool = False
    ended: bool = False
    understanding: dict[str, Any] | None = None
