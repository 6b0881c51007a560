"""Which conversation a chat is in; buttons shown there; links that lead there."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store import conversations, tables
from bot.store.conversations import Access, NewConversation, hash_token

LINK_SECONDS = 15 * 60.0

_chats = tables.telegram_chats
_buttons = tables.telegram_buttons
_links = tables.telegram_links
_conversations = tables.conversations


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat with its conversation as it stands."""

    chat_id: int
    conversation: str
    shown_seq: int
    open_question: str | None
    last_seq: int
    expires_at: float

    @property
    def expired(self) -> bool:
        """Whether its conversation has ended by silence."""
        return self.expires_at <= time.time()


@dataclass(frozen=True, slots=True)
class Button:
    """What a token stands for."""

    token: str
    chat_id: int
    conversation: str
    payload: str
    title: str
    question_id: str | None
    used_by: int | None


_JOINED = select(
    _chats.c.chat_id,
    _chats.c.conversation_id.label("conversation"),
    _chats.c.shown_seq,
    _chats.c.open_question,
    _conversations.c.last_seq,
    _conversations.c.expires_at,
).join(_conversations, _conversations.c.id == _chats.c.conversation_id)


def find(connection: Connection, chat_id: int) -> Chat | None:
    """The chat, if it is in a conversation."""
    row = connection.execute(_JOINED.where(_chats.c.chat_id == chat_id)).mappings().first()
    return Chat(**row) if row else None


def behind(connection: Connection) -> list[Chat]:
    """Chats whose conversation has lines that they have not been shown."""
    rows = connection.execute(_JOINED.where(_conversations.c.last_seq > _chats.c.shown_seq))
    return [Chat(**row) for row in rows.mappings()]


def all_bound(connection: Connection) -> dict[str, int]:
    """The chat of each conversation that has one."""
    rows = connection.execute(select(_chats.c.conversation_id, _chats.c.chat_id))
    return {row.conversation_id: row.chat_id for row in rows}


def newest_sent(connection: Connection) -> int:
    """The highest number that Telegram has given to a message of ours."""
    return int(connection.execute(select(func.max(_chats.c.last_sent))).scalar() or 0)


def open_new(connection: Connection, chat_id: int, new: NewConversation) -> None:
    """Begin a conversation in this chat; one that it was in before is left alone."""
    conversations.create(connection, new)
    _bind(connection, chat_id, new.id, shown_seq=0)


def _bind(connection: Connection, chat_id: int, conversation: str, shown_seq: int) -> None:
    # A conversation is shown in one chat, and a chat shows one conversation.
    last_sent = connection.execute(
        select(_chats.c.last_sent).where(_chats.c.chat_id == chat_id)
    ).scalar()
    connection.execute(
        delete(_chats).where(
            (_chats.c.chat_id == chat_id) | (_chats.c.conversation_id == conversation)
        )
    )
    row: dict[str, Any] = {
        "chat_id": chat_id,
        "conversation_id": conversation,
        "shown_seq": shown_seq,
        "open_question": None,
        "last_sent": last_sent or 0,
        "created_at": time.time(),
    }
    connection.execute(insert(_chats), row)


def close(connection: Connection, chat_id: int) -> str | None:
    """End the chat's conversation; which one it was."""
    chat = find(connection, chat_id)
    if chat is None:
        return None
    connection.execute(delete(_chats).where(_chats.c.chat_id == chat_id))
    connection.execute(
        update(_conversations)
        .where(_conversations.c.id == chat.conversation)
        .values(expires_at=time.time())
    )
    return chat.conversation


def button(connection: Connection, token: str) -> Button | None:
    """What a token stands for, if it is known."""
    row = connection.execute(select(_buttons).where(_buttons.c.token == token)).mappings().first()
    if row is None:
        return None
    facts = dict(row)
    return Button(conversation=facts.pop("conversation_id"), **facts)


def use(connection: Connection, token: str, update_id: int) -> bool:
    """Take the button for this update; False if another update has done so before."""
    connection.execute(
        update(_buttons)
        .where(_buttons.c.token == token, _buttons.c.used_by.is_(None))
        .values(used_by=update_id)
    )
    taken = connection.execute(select(_buttons.c.used_by).where(_buttons.c.token == token))
    return bool(taken.scalar() == update_id)


def make_link(connection: Connection, access: Access) -> str:
    """A one-time token that carries this conversation into a chat."""
    conversation = conversations.authorise(connection, access)
    token = secrets.token_urlsafe(24)
    row = {
        "token_hash": hash_token(token),
        "conversation_id": conversation.id,
        "expires_at": time.time() + LINK_SECONDS,
    }
    connection.execute(insert(_links), row)
    return token


def redeem(connection: Connection, token: str, chat_id: int) -> str | None:
    """Carry the link's conversation into the chat, once; its last answer is shown there again."""
    key = _links.c.token_hash == hash_token(token)
    row = connection.execute(select(_links).where(key)).mappings().first()
    connection.execute(delete(_links).where(key))
    if row is None or row["expires_at"] <= time.time():
        return None
    conversation: str = row["conversation_id"]
    said = select(func.max(tables.messages.c.seq)).where(
        tables.messages.c.conversation_id == conversation, tables.messages.c.role == "user"
    )
    _bind(connection, chat_id, conversation, int(connection.execute(said).scalar() or 0))
    return conversation


def forget_links(connection: Connection) -> None:
    """Drop links that are too old."""
    connection.execute(delete(_links).where(_links.c.expires_at <= time.time()))
