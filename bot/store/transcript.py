"""The transcript: what was said, line by line, each with its number in the conversation."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import conversations, tables
from bot.store.conversations import Access
from bot.store.records import Conversation, Message

Json = dict[str, Any]
PAGE = 200
ALL = 100_000

_messages = tables.messages
_conversations = tables.conversations

_PAGE = (
    select(_messages)
    .where(_messages.c.conversation_id == bindparam("id"), _messages.c.seq > bindparam("after"))
    .order_by(_messages.c.seq)
    .limit(bindparam("most"))
)
_TOUCH = (
    update(_conversations)
    .where(_conversations.c.id == bindparam("conversation"))
    .values(last_seq=bindparam("seq"), seen_at=bindparam("now"), expires_at=bindparam("until"))
)


def append(
    connection: Connection,
    conversation: Conversation,
    role: str,
    message_id: str | None,
    body: Json,
    session_seconds: float,
) -> Message:
    """Add a line after the last one; the conversation counts as alive from now on."""
    line = Message(conversation.last_seq + 1, role, message_id, body, time.time())
    connection.execute(
        insert(_messages),
        {
            "conversation_id": conversation.id,
            "seq": line.seq,
            "role": role,
            "message_id": message_id,
            "body": json.dumps(body),
            "created_at": line.created_at,
        },
    )
    connection.execute(
        _TOUCH,
        {
            "conversation": conversation.id,
            "seq": line.seq,
            "now": line.created_at,
            "until": line.created_at + session_seconds,
        },
    )
    return line


def say(
    connection: Connection,
    conversation: Conversation,
    message_id: str | None,
    replies: Sequence[Json],
    session_seconds: float,
) -> Message:
    """Add the bot's replies as one line, and take the payloads of their buttons from now on."""
    _offer(connection, conversation.id, replies)
    body = {"replies": list(replies)}
    return append(connection, conversation, "bot", message_id, body, session_seconds)


def page(connection: Connection, conversation: str, after: int, most: int) -> list[Message]:
    """Up to `most` lines that follow line `after`."""
    rows = connection.execute(_PAGE, {"id": conversation, "after": after, "most": most})
    return [
        Message(row.seq, row.role, row.message_id, json.loads(row.body), row.created_at)
        for row in rows
    ]


def _offer(connection: Connection, conversation: str, replies: Iterable[Json]) -> None:
    """Remember the buttons of replies, so that their payloads will be taken."""
    rows = {
        button["payload"]: button["title"]
        for reply in replies
        for button in reply.get("buttons", ())
    }
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(
        dialect.insert(tables.offers).on_conflict_do_nothing(),
        [
            {"conversation_id": conversation, "payload": payload, "title": title}
            for payload, title in rows.items()
        ],
    )


def offered_title(connection: Connection, conversation: str, payload: str) -> str | None:
    """What stood on the button with this payload, or None if it was never shown."""
    title: str | None = connection.execute(
        select(tables.offers.c.title).where(
            tables.offers.c.conversation_id == conversation, tables.offers.c.payload == payload
        )
    ).scalar()
    return title


def call_person(
    connection: Connection, access: Access, notice: Json, session_seconds: float
) -> tuple[str, Message | None]:
    """Note the wish for a person, once; the mode that stands now and the line that was added."""
    conversation = conversations.authorise(connection, access)
    if conversation.mode != "bot":
        return conversation.mode, None
    conversations.set_mode(connection, conversation.id, "waiting")
    return "waiting", say(connection, conversation, None, (notice,), session_seconds)
