"""Sessions of the console's users, on the server: they can be ended here."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.console_tables import user_sessions, users
from bot.store.conversations import hash_token

TOUCH_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds without use, and seconds in all, after which a session is over."""

    idle: float
    whole: float


@dataclass(frozen=True, slots=True)
class Session:
    """A session with whose it is; the token itself is known to its owner only."""

    token_hash: str
    user_id: int
    name: str
    display: str
    role: str
    client: str
    used_at: float
    ends_at: float


def begin(connection: Connection, user_id: int, client: str, limits: Limits) -> str:
    """A new session's token; sessions that are over are cleared away by the way."""
    now = time.time()
    over = (user_sessions.c.ends_at < now) | (user_sessions.c.used_at < now - limits.idle)
    connection.execute(delete(user_sessions).where(over))
    token = secrets.token_urlsafe(32)
    row = {"token_hash": hash_token(token), "user_id": user_id, "client": client}
    times = {"used_at": now, "ends_at": now + limits.whole}
    connection.execute(insert(user_sessions), {**row, **times})
    return token


def find(connection: Connection, token_hash: str, limits: Limits) -> Session | None:
    """The session, unless it is over or its user was shut out."""
    joined = select(
        user_sessions, users.c.name, users.c.display, users.c.role, users.c.disabled
    ).join(users, users.c.id == user_sessions.c.user_id)
    row = connection.execute(joined.where(user_sessions.c.token_hash == token_hash)).first()
    now = time.time()
    if row is None or row.disabled or row.ends_at <= now or row.used_at <= now - limits.idle:
        return None
    who = (row.user_id, row.name, row.display, row.role)
    return Session(row.token_hash, *who, row.client, row.used_at, row.ends_at)


def touch(connection: Connection, token_hash: str) -> None:
    """The session was used."""
    mine = user_sessions.c.token_hash == token_hash
    connection.execute(update(user_sessions).where(mine).values(used_at=time.time()))


def end(connection: Connection, token_hash: str) -> None:
    """The session is over."""
    connection.execute(delete(user_sessions).where(user_sessions.c.token_hash == token_hash))


def end_others(connection: Connection, user_id: int, kept: str | None) -> None:
    """All other sessions of a user are over."""
    others = (user_sessions.c.user_id == user_id) & (user_sessions.c.token_hash != (kept or ""))
    connection.execute(delete(user_sessions).where(others))
