"""Who holds a conversation: wanted, claimed by comparing and setting in one statement, ended."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import conversations
from bot.store.console_tables import handoffs, users

_OPEN = handoffs.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True)
class Holding:
    """An open hand-off; without a holder it waits for one."""

    conversation: str
    user_id: int | None
    display: str | None
    wanted_at: float | None
    told_at: float | None
    claimed_at: float | None
    used_at: float | None


def want(connection: Connection, conversation: str) -> None:
    """Somebody asks for a person; asking twice changes nothing."""
    _open(connection, conversation, wanted_at=time.time())


def _open(connection: Connection, conversation: str, wanted_at: float | None) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = dialect.insert(handoffs).values(conversation_id=conversation, wanted_at=wanted_at)
    connection.execute(
        row.on_conflict_do_nothing(index_elements=["conversation_id"], index_where=_OPEN)
    )


def claim(connection: Connection, conversation: str, user_id: int) -> bool:
    """Take a conversation if nobody has it; of two at once the database lets one."""
    _open(connection, conversation, wanted_at=None)
    now = time.time()
    free = _of(conversation) & handoffs.c.user_id.is_(None)
    taken = update(handoffs).where(free).values(user_id=user_id, claimed_at=now, used_at=now)
    if connection.execute(taken).rowcount != 1:
        return False
    conversations.set_mode(connection, conversation, "agent")
    return True


def release(connection: Connection, conversation: str, user_id: int) -> bool:
    """Let go of a conversation, if this user still holds it."""
    held = _of(conversation) & (handoffs.c.user_id == user_id)
    ended = update(handoffs).where(held).values(ended_at=time.time())
    if connection.execute(ended).rowcount != 1:
        return False
    conversations.set_mode(connection, conversation, "bot")
    return True


def touch(connection: Connection, conversation: str, user_id: int) -> None:
    """Its holder did something, so it does not go back by itself yet."""
    held = _of(conversation) & (handoffs.c.user_id == user_id)
    connection.execute(update(handoffs).where(held).values(used_at=time.time()))


def find(connection: Connection, conversation: str) -> Holding | None:
    """The open hand-off of a conversation."""
    found = _holdings(connection, handoffs.c.conversation_id == conversation)
    return found[0] if found else None


def lapsed(connection: Connection, before: float) -> list[Holding]:
    """Those whose holders have done nothing since `before`."""
    return _holdings(connection, handoffs.c.used_at < before)


def overdue(connection: Connection, before: float) -> list[Holding]:
    """Those that have waited since `before` and were not told anything yet."""
    waiting = handoffs.c.user_id.is_(None) & handoffs.c.told_at.is_(None)
    return _holdings(connection, waiting & (handoffs.c.wanted_at < before))


def note_told(connection: Connection, conversation: str) -> bool:
    """Whoever waits is told now; False if that was done already, or somebody came."""
    untold = _of(conversation) & handoffs.c.told_at.is_(None) & handoffs.c.user_id.is_(None)
    told = update(handoffs).where(untold).values(told_at=time.time())
    return connection.execute(told).rowcount == 1


def _holdings(connection: Connection, which: ColumnElement[bool]) -> list[Holding]:
    columns = (
        handoffs.c.conversation_id,
        handoffs.c.user_id,
        users.c.display,
        handoffs.c.wanted_at,
        handoffs.c.told_at,
        handoffs.c.claimed_at,
        handoffs.c.used_at,
    )
    joined = select(*columns).outerjoin(users, users.c.id == handoffs.c.user_id)
    return [Holding(*row) for row in connection.execute(joined.where(_OPEN & which))]


def _of(conversation: str) -> ColumnElement[bool]:
    return (handoffs.c.conversation_id == conversation) & _OPEN
