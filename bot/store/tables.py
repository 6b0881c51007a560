"""The tables; the migrations make them, this says how to ask them."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("speaker", String(16)),
    Column("mode", String(16), nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False, index=True),
    Column("expires_at", Float, nullable=False),
)

# A row stands here before an engine sees the message. `text` and `payload` are emptied once it
# is answered: the transcript holds the words then, and one copy is enough.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("message_id", String(64), nullable=False),
    Column("text", Text),
    Column("payload", Text),
    Column("state", String(16), nullable=False),
    Column("deaths", Integer, nullable=False),
    Column("noticed", Integer, nullable=False),
    Column("answer", Text),
    Column("received_at", Float, nullable=False),
    Column("answered_at", Float),
    UniqueConstraint("conversation_id", "message_id"),
    Index("ix_inbox_state", "state", "id"),
    Index("ix_inbox_conversation", "conversation_id", "id"),
    sqlite_autoincrement=True,
)

messages = Table(
    "messages",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("message_id", String(64)),
    Column("body", Text, nullable=False),
    Column("created_at", Float, nullable=False),
)

# Payloads of the buttons a conversation was shown; no other payload is taken from it.
offers = Table(
    "offers",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("payload", String(512), primary_key=True),
    Column("title", Text, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("rating", Integer),
    Column("comment", Text),
    Column("created_at", Float, nullable=False),
)

# Ids only: what the engine still has to erase. A row goes when the engine has confirmed.
erasures = Table(
    "erasures",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("requested_at", Float, nullable=False),
)
