"""How records look from outside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.store.records import Message

Json = dict[str, Any]


def iso(seconds: float) -> str:
    """A moment as the API tells it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def message_view(line: Message) -> Json:
    """A line of the transcript, as in `GET …/messages`."""
    view: Json = {
        "seq": line.seq,
        "role": line.role,
        "at": iso(line.created_at),
        **line.body,
    }
    if line.message_id is not None:
        view["message_id"] = line.message_id
    return view


def message_frame(line: Message) -> Json:
    """A line of the transcript, as sent over a WebSocket."""
    return {"type": "message", **message_view(line)}
