"""Conversations: made, found by their token, their mode."""

from __future__ import annotations

import hashlib
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from bot.errors import Problem
from bot.store import tables
from bot.store.records import START, Conversation, Mode

_conversations = tables.conversations

_FIND = select(_conversations).where(_conversations.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks: a conversation's id with its token's hash, or no hash for the service itself."""

    conversation: str
    token_hash: str | None


def access_by_token(conversation: str, token: str) -> Access:
    """The access of somebody from outside."""
    return Access(conversation, hash_token(token))


def hash_token(token: str) -> str:
    """What is kept of a token; it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A conversation before it is stored, with the token only its owner will know."""

    id: str
    token: str
    channel: str
    speaker: str | None
    session_seconds: float


def new_conversation(channel: str, speaker: str | None, session_seconds: float) -> NewConversation:
    """Draw id and token."""
    return NewConversation(
        uuid.uuid4().hex, secrets.token_urlsafe(32), channel, speaker, session_seconds
    )


def create(
    connection: Connection,
    new: NewConversation,
    beside: Callable[[Connection, str], None] | None = None,
) -> Conversation:
    """Store a conversation together with its first entry in the inbox, the greeting."""
    now = time.time()
    connection.execute(
        insert(_conversations),
        {
            "id": new.id,
            "token_hash": hash_token(new.token),
            "channel": new.channel,
            "speaker": new.speaker,
            "mode": "bot",
            "last_seq": 0,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + new.session_seconds,
        },
    )
    connection.execute(
        insert(tables.inbox),
        {
            "conversation_id": new.id,
            "message_id": START,
            "payload": "/session_start",
            "state": "received",
            "deaths": 0,
            "noticed": 0,
            "received_at": now,
        },
    )
    if beside:
        beside(connection, new.id)
    return Conversation(new.id, new.channel, new.speaker, "bot", 0)


def authorise(connection: Connection, access: Access) -> Conversation:
    """The conversation this access is for; one sentence for unknown, expired and not one's own."""
    row = connection.execute(_FIND, {"id": access.conversation}).mappings().first()
    if row is None or not _may_enter(row, access):
        raise Problem("no_conversation")
    return from_row(row)


def mode(connection: Connection, conversation: str) -> str | None:
    """Who answers now; None if the conversation is gone."""
    asked = select(_conversations.c.mode).where(_conversations.c.id == conversation)
    found: str | None = connection.execute(asked).scalar()
    return found


def times(connection: Connection, access: Access) -> tuple[float, float]:
    """When a conversation began and when its last line was written."""
    authorise(connection, access)
    row = connection.execute(_FIND, {"id": access.conversation}).mappings().one()
    return row["created_at"], row["seen_at"]


def _may_enter(row: RowMapping, access: Access) -> bool:
    if access.token_hash is None:
        return True
    own = secrets.compare_digest(row["token_hash"], access.token_hash)
    return own and row["expires_at"] > time.time()


def from_row(row: RowMapping) -> Conversation:
    """A record from a row of the table, or of a join with it."""
    return Conversation(row["id"], row["channel"], row["speaker"], row["mode"], row["last_seq"])


def set_mode(connection: Connection, conversation: str, mode: Mode) -> None:
    """Say who answers: the bot, the bot until a person comes, or a person."""
    connection.execute(
        update(_conversations).where(_conversations.c.id == conversation).values(mode=mode)
    )
