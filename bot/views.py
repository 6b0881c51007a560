"""How records look from outside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.store.records import Message

Json = dict[str, Any]


def message_view(line: Message) -> Json:
    """A line of the transcript, as in `GET …/messages`."""
    view: Json = {
        "seq": line.seq,
        "role": line.role,
        "at": datetime.fromtimestamp(line.created_at, UTC).isoformat(timespec="milliseconds"),
        **line.body,
    }
    if line.message_id is not None:
        view["message_id"] = line.message_id
    return view


def message_frame(line: Message) -> Json:
    """A line of the transcript, as sent over a WebSocket."""
    return {"type": "message", **message_view(line)}
