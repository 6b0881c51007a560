"""Phone calls: who called, about whom, and where to call back."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from bot.store.console_tables import calls, users

CHANNEL = "phone"
"""In this channel an agent of the clinic types for a caller."""

FIELDS = ("caller", "relation", "callback", "outcome")


@dataclass(frozen=True, slots=True)
class Call:
    """One call with whose it is."""

    id: str
    user_id: int
    display: str
    caller: str | None
    relation: str | None
    callback: str | None
    outcome: str | None
    began_at: float
    ended_at: float | None


def begin(
    connection: Connection, conversation: str, user_id: int, given: dict[str, str | None]
) -> None:
    """Note a call beside its conversation."""
    row = {"conversation_id": conversation, "user_id": user_id, "began_at": time.time()}
    connection.execute(insert(calls), {**row, **given})


def find(connection: Connection, conversation: str) -> Call | None:
    """The call of a conversation, if it is one."""
    columns = (
        calls.c.conversation_id,
        calls.c.user_id,
        users.c.display,
        calls.c.caller,
        calls.c.relation,
        calls.c.callback,
        calls.c.outcome,
        calls.c.began_at,
        calls.c.ended_at,
    )
    joined = select(*columns).join(users, users.c.id == calls.c.user_id)
    row = connection.execute(joined.where(calls.c.conversation_id == conversation)).first()
    return Call(*row) if row else None


def change(connection: Connection, conversation: str, given: dict[str, str | None]) -> None:
    """Put other words into some of the fields."""
    if given:
        mine = calls.c.conversation_id == conversation
        connection.execute(update(calls).where(mine).values(**given))


def end(connection: Connection, conversation: str) -> None:
    """The caller has hung up; ending twice changes nothing."""
    mine = (calls.c.conversation_id == conversation) & calls.c.ended_at.is_(None)
    connection.execute(update(calls).where(mine).values(ended_at=time.time()))
