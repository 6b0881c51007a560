"""Users of the console, and how often somebody failed to sign in as one."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.errors import Problem
from bot.store.console_tables import login_failures, user_sessions, users

FREE_TRIES = 5
FIRST_LOCK, LONGEST_LOCK = 15.0, 900.0
FORGOTTEN_AFTER = 3600.0
"""Seconds without a wrong login until they count from the beginning again."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in; `display` is the name that patients see."""

    id: int
    name: str
    display: str
    role: str
    password_hash: str
    disabled: bool
    created_at: float


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user before it is stored."""

    name: str
    display: str
    role: str
    password_hash: str


def normal(name: str) -> str:
    """A name as it is kept and compared."""
    return name.strip().casefold()


def add(connection: Connection, new: NewUser) -> bool:
    """Store a user; False if the name is taken."""
    if find(connection, new.name) is not None:
        return False
    row = {"name": new.name, "display": new.display, "role": new.role}
    kept = {"password_hash": new.password_hash, "disabled": 0, "created_at": time.time()}
    connection.execute(insert(users), {**row, **kept})
    return True


def find(connection: Connection, name: str) -> User | None:
    """The user of this name."""
    return _first(connection, users.c.name == normal(name))


def by_id(connection: Connection, number: int) -> User | None:
    """The user with this number."""
    return _first(connection, users.c.id == number)


def _first(connection: Connection, where: ColumnElement[bool]) -> User | None:
    row = connection.execute(select(users).where(where)).mappings().first()
    return _user(row) if row else None


def _user(row: RowMapping) -> User:
    named = (row["id"], row["name"], row["display"], row["role"], row["password_hash"])
    return User(*named, bool(row["disabled"]), row["created_at"])


def everyone(connection: Connection) -> list[tuple[User, float | None]]:
    """All users by name, with the moment at which their sessions were used last."""
    seen = (
        select(user_sessions.c.user_id, func.max(user_sessions.c.used_at).label("seen"))
        .group_by(user_sessions.c.user_id)
        .subquery()
    )
    found = select(users, seen.c.seen).outerjoin(seen, seen.c.user_id == users.c.id)
    rows = connection.execute(found.order_by(users.c.name)).mappings()
    return [(_user(row), row["seen"]) for row in rows]


def are_there_any(connection: Connection) -> bool:
    """Whether anybody can sign in."""
    return connection.execute(select(users.c.id).where(users.c.disabled == 0)).first() is not None


def set_password(connection: Connection, number: int, password_hash: str) -> None:
    """Store another password's hash."""
    changed = update(users).where(users.c.id == number)
    connection.execute(changed.values(password_hash=password_hash))


def set_disabled(connection: Connection, number: int, disabled: bool) -> None:
    """Shut a user out, with all sessions, or let them in again."""
    changed = update(users).where(users.c.id == number).values(disabled=int(disabled))
    connection.execute(changed)
    connection.execute(delete(user_sessions).where(user_sessions.c.user_id == number))


def count_try(connection: Connection, name_hash: str) -> None:
    """Count a login before it is checked, so that many at once get no more tries than one by one.

    `Problem("too_many_logins")` while the name is locked.
    """
    now = time.time()
    mine = login_failures.c.name_hash == name_hash
    row = connection.execute(select(login_failures).where(mine)).mappings().first()
    if row and row["locked_until"] > now:
        seconds = int(row["locked_until"] - now) + 1
        raise Problem("too_many_logins", headers={"Retry-After": str(seconds)}, seconds=seconds)
    known = row is not None and now - row["last_at"] < FORGOTTEN_AFTER
    failures = row["failures"] + 1 if row and known else 1
    beyond = failures - FREE_TRIES
    lock = min(FIRST_LOCK * 2.0**beyond, LONGEST_LOCK) if beyond >= 0 else 0.0
    values = {"failures": failures, "last_at": now, "locked_until": now + lock}
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    put = dialect.insert(login_failures).values(name_hash=name_hash, **values)
    connection.execute(put.on_conflict_do_update(index_elements=["name_hash"], set_=values))


def forgive(connection: Connection, name_hash: str) -> None:
    """Forget the wrong logins of a name: the right one has come."""
    connection.execute(delete(login_failures).where(login_failures.c.name_hash == name_hash))
