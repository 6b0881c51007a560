"""The transcript: what was said, line by line, each with its number in the conversation."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import conversations, handoffs, tables
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


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says in one go: a line each, all belonging to one message."""

    role: str
    message_id: str | None
    bodies: Sequence[Json]


def append(
    connection: Connection, conversation: Conversation, speech: Speech, session_seconds: float
) -> tuple[Message, ...]:
    """Add lines after the last one; the conversation counts as alive from now on."""
    if not speech.bodies:
        return ()
    now = time.time()
    lines = tuple(
        Message(seq, speech.role, speech.message_id, body, now)
        for seq, body in enumerate(speech.bodies, start=conversation.last_seq + 1)
    )
    rows = [
        {
            "conversation_id": conversation.id,
            "seq": line.seq,
            "role": line.role,
            "message_id": line.message_id,
            "body": json.dumps(line.body),
            "created_at": now,
        }
        for line in lines
    ]
    connection.execute(insert(_messages), rows)
    touched = {"conversation": conversation.id, "seq": lines[-1].seq, "now": now}
    connection.execute(_TOUCH, {**touched, "until": now + session_seconds})
    return lines


def say(
    connection: Connection,
    conversation: Conversation,
    message_id: str | None,
    replies: Sequence[Json],
    session_seconds: float,
) -> tuple[Message, ...]:
    """Add the bot's replies, and take the payloads of their buttons from now on."""
    _offer(connection, conversation.id, replies)
    return append(connection, conversation, Speech("bot", message_id, replies), session_seconds)


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
) -> tuple[str, tuple[Message, ...]]:
    """Note the wish for a person, once; the mode that stands now and the line that was added."""
    conversation = conversations.authorise(connection, access)
    if conversation.mode != "bot":
        return conversation.mode, ()
    conversations.set_mode(connection, conversation.id, "waiting")
    handoffs.want(connection, conversation.id)
    return "waiting", say(connection, conversation, None, (notice,), session_seconds)


def note_delivery(
    connection: Connection, conversation: str, seq: int, delivery: Json
) -> Json | None:
    """Write on an agent's line how it fared on its way to the person; None if it is no such."""
    line = (
        (_messages.c.conversation_id == conversation)
        & (_messages.c.seq == seq)
        & (_messages.c.role == "agent")
    )
    kept = connection.execute(select(_messages.c.body).where(line)).scalar()
    if kept is None:
        return None
    body: Json = {**json.loads(kept), "delivery": delivery}
    connection.execute(update(_messages).where(line).values(body=json.dumps(body)))
    return body
