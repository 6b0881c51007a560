"""The tables; the migrations make them, this says how to ask them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
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
    Column("mode", String(16)),
    Column("intent", String(64)),
    Column("understanding", Text),
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

# Telegram's inbox: the raw update stands here before it is acknowledged. Once it is done, nothing
# is left of it but its number, which tells a repeat.
telegram_updates = Table(
    "telegram_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger),
    Column("raw", Text),
    Column("urgent", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("received_at", Float, nullable=False, index=True),
    Index("ix_telegram_updates_state", "state", "update_id"),
    Index("ix_telegram_updates_chat", "chat_id", "state"),
)

# Which conversation a chat is in, and up to which of its lines it has been shown.
telegram_chats = Table(
    "telegram_chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, unique=True),
    Column("shown_seq", Integer, nullable=False),
    Column("open_question", String(64)),
    Column("last_sent", BigInteger, nullable=False),
    Column("created_at", Float, nullable=False),
)

# A button's short token, with what it means, in which chat and to which question.
telegram_buttons = Table(
    "telegram_buttons",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("payload", String(512), nullable=False),
    Column("title", Text, nullable=False),
    Column("question_id", String(64)),
    Column("used_by", BigInteger),
)

# What has still to be sent, in order; a row goes when Telegram has it. `tried` holds the newest
# message number known when sending began: with it, one can find out whether it has arrived.
telegram_outbox = Table(
    "telegram_outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("seq", Integer),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("urgent", Integer, nullable=False),
    Column("tried", BigInteger),
    Column("tries", Integer, nullable=False),
    Index("ix_telegram_outbox_chat", "chat_id", "id"),
    sqlite_autoincrement=True,
)

# One-time tokens, as hashes, that carry a conversation from the website into a chat.
telegram_links = Table(
    "telegram_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("expires_at", Float, nullable=False),
)
