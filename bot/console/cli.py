"""`python -m bot user …` and `python -m bot audit …`, on the server only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, NoReturn, TypeVar

import click
from sqlalchemy import Connection, Engine

from bot.console.passwords import demand_strong, hash_now
from bot.console.roles import RIGHTS
from bot.errors import BotError, Problem
from bot.settings import load_settings
from bot.store import audit as log
from bot.store import schema, user_sessions, users
from bot.store.audit import Act
from bot.store.database import make_engine
from bot.store.users import NewUser, User
from bot.texts import load_texts

T = TypeVar("T")
BY = "command line"
from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password's one line from standard input."
)


@click.group()
def user() -> None:
    """Who may use the console."""


@user.command()
@click.argument("name")
@click.option("--role", type=click.Choice(list(RIGHTS)), default="agent", show_default=True)
@click.option("--display", help="The name that patients see; NAME itself if left out.")
@from_stdin
def add(name: str, role: str, display: str | None, password_stdin: bool) -> None:
    """Make a user; the password is asked for, never given as an argument."""
    name = users.normal(name)
    if not name or len(name) > 64 or not name.isprintable() or " " in name:
        _leave("A user's name is one word of 1 to 64 letters and signs.")
    hashed = hash_now(_new_password(name, password_stdin))
    shown = (display or name.capitalize()).strip()[:64]
    new = NewUser(name, shown, role, hashed)
    with _database() as engine:
        if not _write(engine, partial(users.add, new=new)):
            _leave(f"There is a user {name} already; see: python -m bot user list")
        _note(engine, "add", name, role)
    click.echo(f"{name} ({role}) can sign in now; patients see “{shown}”.")


@user.command()
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let the user in again.")
def disable(name: str, undo: bool) -> None:
    """Shut a user out at once; open sessions end."""
    with _database() as engine:
        found = _known(engine, name)
        change = partial(users.set_disabled, number=found.id, disabled=not undo)
        _write(engine, change)
        _note(engine, "enable" if undo else "disable", found.name)
    click.echo(f"{found.name} can sign in again." if undo else f"{found.name} is shut out.")


@user.command()
@click.argument("name")
@from_stdin
def password(name: str, password_stdin: bool) -> None:
    """Set another password; open sessions end."""
    with _database() as engine:
        found = _known(engine, name)
        hashed = hash_now(_new_password(found.name, password_stdin))
        _write(engine, partial(users.set_password, number=found.id, password_hash=hashed))
        _write(engine, partial(user_sessions.end_others, user_id=found.id, kept=None))
        _note(engine, "password", found.name)
    click.echo(f"{found.name} has a new password.")


@user.command(name="list")
def list_() -> None:
    """Show all users."""
    with _database() as engine:
        everyone = _write(engine, users.everyone)
    if not everyone:
        click.echo("There are no users yet: python -m bot user add NAME --role admin")
    for found, seen in everyone:
        state = "shut out" if found.disabled else _ago(seen)
        click.echo(f"{found.name:20} {found.role:11} {found.display:20} {state}")


@click.group()
def audit() -> None:
    """The log of who did what."""


@audit.command()
@click.option("--head", help="A hash that was noted down earlier; it must be in the log.")
def verify(head: str | None) -> None:
    """Check that no row of the log was changed, taken out or put in."""
    with _database() as engine:
        found = _write(engine, partial(log.verify, head=head))
    if found.broken is not None:
        _leave(f"BROKEN at row {found.broken}: it, or a row before it, is not what was written.", 1)
    if not found.has_head:
        _leave("BROKEN: the noted hash is not in the log; rows at its end are missing.", 1)
    click.echo(f"ok: {found.rows} rows; note down the newest hash: {found.head}")


def _new_password(name: str, by_stdin: bool) -> str:
    given = sys.stdin.readline().rstrip("\r\n") if by_stdin else _asked()
    try:
        demand_strong(given, name)
    except Problem as problem:
        _leave(load_texts(load_settings()).problem(problem.code, **problem.facts)["detail"])
    return given


def _asked() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@contextmanager
def _database() -> Iterator[Engine]:
    try:
        engine = make_engine(load_settings().database)
        schema.migrate(engine)
        yield engine
    except BotError as error:
        _leave(str(error))
    engine.dispose()


def _write(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        return work(connection)


def _known(engine: Engine, name: str) -> User:
    found = _write(engine, partial(users.find, name=name))
    if found is None:
        _leave(f"There is no user {name}; see: python -m bot user list")
    return found


def _note(engine: Engine, what: str, name: str, *more: str) -> None:
    detail: dict[str, Any] = {"what": what, "name": name}
    if more:
        detail["role"] = more[0]
    _write(engine, partial(log.note, act=Act(BY, "user", detail=detail)))


def _ago(seen: float | None) -> str:
    if seen is None:
        return "not signed in"
    return f"used {datetime.fromtimestamp(seen, UTC):%Y-%m-%d %H:%M} UTC"


def _leave(words: str, code: int = 2) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(code)
