"""Private notes of agents; nothing here has a way to the person."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from bot.store.console_tables import notes, users


@dataclass(frozen=True, slots=True)
class Note:
    """One note with whose it is."""

    id: int
    text: str
    created_at: float
    user_id: int
    display: str


def add(connection: Connection, conversation: str, user_id: int, text: str) -> Note:
    """Keep a note beside a conversation; it is erased with it."""
    now = time.time()
    row = {"conversation_id": conversation, "user_id": user_id, "text": text, "created_at": now}
    made = connection.execute(insert(notes).returning(notes.c.id), row).scalar_one()
    display = connection.execute(select(users.c.display).where(users.c.id == user_id)).scalar_one()
    return Note(made, text, now, user_id, display)


def of(connection: Connection, conversation: str) -> list[Note]:
    """All notes on a conversation, the oldest first."""
    columns = (notes.c.id, notes.c.text, notes.c.created_at, notes.c.user_id, users.c.display)
    joined = select(*columns).join(users, users.c.id == notes.c.user_id)
    mine = joined.where(notes.c.conversation_id == conversation).order_by(notes.c.id)
    return [Note(*row) for row in connection.execute(mine)]
