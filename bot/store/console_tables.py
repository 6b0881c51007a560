"""The tables of the console: users and their sessions, the audit log, and what agents add."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.tables import metadata

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("display", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("disabled", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    sqlite_autoincrement=True,
)

# Of a session's token only the hash is kept: who reads the database cannot sign in with it.
user_sessions = Table(
    "user_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("client", String(16), nullable=False),
    Column("used_at", Float, nullable=False),
    Column("ends_at", Float, nullable=False),
)

# Wrong logins in a row, by the name's hash: names that do not exist are counted like others.
login_failures = Table(
    "login_failures",
    metadata,
    Column("name_hash", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Float, nullable=False),
    Column("locked_until", Float, nullable=False),
)

# Append-only: triggers refuse changes. Each row's hash covers the one before, so that a row that
# was changed, taken out or put in shows.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False),
    Column("user", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("conversation", String(64)),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,
)

# One row each time that a person was wanted or took over; at most one of a conversation is open.
_OPEN = text("ended_at IS NULL")
handoffs = Table(
    "handoffs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("wanted_at", Float),
    Column("told_at", Float),
    Column("user_id", ForeignKey("users.id")),
    Column("claimed_at", Float),
    Column("used_at", Float),
    Column("ended_at", Float),
    Index(
        "ix_handoffs_open",
        "conversation_id",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
)

# What the queue shows of a conversation's newest assessment, so that it need not read them all.
standings = Table(
    "standings",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("urgency", String(16), nullable=False),
    Column("flags", Text, nullable=False),
    Column("alert", Integer, nullable=False),
    Column("ended", Integer, nullable=False),
)

# Private: what stands here has no way to the person.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Float, nullable=False),
)

calls = Table(
    "calls",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("caller", Text),
    Column("relation", Text),
    Column("callback", Text),
    Column("outcome", Text),
    Column("began_at", Float, nullable=False),
    Column("ended_at", Float),
)

# Messages that an agent found to be understood wrongly, for people to review.
misread = Table(
    "misread",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("message_id", String(64), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("comment", Text),
    Column("meant", String(64)),
    Column("state", String(16), nullable=False),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("conversation_id", "message_id"),
)
