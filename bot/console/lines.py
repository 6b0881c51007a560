"""Lines of a transcript as agents see them: with how they were understood, and how they fared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from bot.console.naming import Naming, words
from bot.store import misread, transcript, understandings
from bot.store.records import Message
from bot.views import message_view

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a conversation with what is kept beside them."""

    messages: list[Message]
    understood: dict[str, Json] = field(default_factory=dict)
    misread: set[str] = field(default_factory=set)

    def views(self, naming: Naming) -> list[Json]:
        """All lines in order."""
        return [self._view(line, naming) for line in self.messages]

    def _view(self, line: Message, naming: Naming) -> Json:
        view = message_view(line)
        if line.role == "system":
            template = words()["events"].get(view.get("event"), "")
            view["text"] = template.format(name=view.get("name") or "")
        if "delivery" in view:
            view["delivery"] = delivery_view(view["delivery"])
        if line.role != "user":
            return view
        read = self.understood.get(line.message_id or "")
        if read:
            view["understanding"] = understanding(read, naming)
        if line.message_id in self.misread:
            view["misread"] = True
        return view


def understanding(read: Json, naming: Naming) -> Json:
    """How a message was understood, in words."""
    return {**read, "findings": naming.evidence(read.get("findings") or [])}


def delivery_view(delivery: Json) -> Json:
    """How an agent's words fared, with what to do about it."""
    reason = words()["delivery"].get(delivery.get("reason"))
    return {**delivery, "words": reason} if reason else delivery


def read(connection: Connection, conversation: str, after: int = 0) -> Lines:
    """The lines after line `after`."""
    found = transcript.page(connection, conversation, after, transcript.ALL)
    understood = understandings.of(connection, conversation)
    return Lines(found, understood, misread.marked(connection, conversation))


def read_message(connection: Connection, conversation: str, message_id: str) -> Lines:
    """The person's line with this message id."""
    found = [
        line
        for line in transcript.page(connection, conversation, 0, transcript.ALL)
        if line.message_id == message_id and line.role == "user"
    ]
    understood = understandings.of(connection, conversation, message_id)
    return Lines(found, understood, misread.marked(connection, conversation))
