"""Messages that an agent found to be understood wrongly, for people to review."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.console_tables import misread, users
from bot.store.tables import inbox, messages

Json = dict[str, Any]

STATES = ("open", "taken", "dismissed")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an agent says of a message: in own words, and which intent was meant."""

    message_id: str
    comment: str | None
    meant: str | None


def put(connection: Connection, conversation: str, user_id: int, mark: Mark) -> int | None:
    """Mark a message, or change the mark; None if the person has sent no such message."""
    said = (messages.c.conversation_id == conversation) & (messages.c.role == "user")
    mine = select(messages.c.seq).where(said & (messages.c.message_id == mark.message_id))
    if connection.execute(mine).first() is None:
        return None
    told: Json = {"comment": mark.comment, "meant": mark.meant, "user_id": user_id}
    key = {"conversation_id": conversation, "message_id": mark.message_id}
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = dialect.insert(misread).values(**key, **told, state="open", created_at=time.time())
    connection.execute(row.on_conflict_do_update(index_elements=list(key), set_=told))
    here = (misread.c.conversation_id == conversation) & (misread.c.message_id == mark.message_id)
    number: int = connection.execute(select(misread.c.id).where(here)).scalar_one()
    return number


def take_back(connection: Connection, conversation: str, message_id: str) -> None:
    """The message was understood well after all."""
    here = misread.c.conversation_id == conversation
    connection.execute(delete(misread).where(here & (misread.c.message_id == message_id)))


def marked(connection: Connection, conversation: str) -> set[str]:
    """Ids of the marked messages of a conversation."""
    here = misread.c.conversation_id == conversation
    return set(connection.execute(select(misread.c.message_id).where(here)).scalars())


def judge(connection: Connection, number: int, state: str) -> bool:
    """Note what the review came to; False if there is no such mark."""
    mine = update(misread).where(misread.c.id == number).values(state=state)
    return connection.execute(mine).rowcount == 1


def listed(connection: Connection, state: str | None, number: int | None = None) -> list[Json]:
    """Marked messages with their words and how they were understood, the oldest first."""
    line = and_(
        messages.c.conversation_id == misread.c.conversation_id,
        messages.c.message_id == misread.c.message_id,
        messages.c.role == "user",
    )
    entry = and_(
        inbox.c.conversation_id == misread.c.conversation_id,
        inbox.c.message_id == misread.c.message_id,
    )
    found = (
        select(misread, messages.c.body, inbox.c.understanding, users.c.display)
        .join(messages, line)
        .outerjoin(inbox, entry)
        .join(users, users.c.id == misread.c.user_id)
        .order_by(misread.c.id)
    )
    if state:
        found = found.where(misread.c.state == state)
    if number is not None:
        found = found.where(misread.c.id == number)
    return [dict(row) | _read(row) for row in connection.execute(found).mappings()]


def _read(row: Any) -> Json:
    understanding = json.loads(row["understanding"] or "{}")
    return {"text": json.loads(row["body"]).get("text", ""), "understanding": understanding}
