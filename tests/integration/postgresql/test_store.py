"""The store on PostgreSQL: its tables, of two claims one, and a log that nobody changes."""
# ruff: noqa: F401 - pytest runs the stories where they are imported

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from bot.errors import SettingsError, StoreError
from bot.store import audit, conversations, handoffs, schema, tables, users
from bot.store.audit import Act
from bot.store.console_tables import audit as log
from bot.store.console_tables import handoffs as held
from bot.store.database import make_engine
from bot.store.users import NewUser
from tests.fakes.postgres import Postgres
from tests.unit.bot.test_store import (
    migrations_make_exactly_the_tables,
    talk,
    test_a_faulty_function_harms_nobody_in_its_batch,
    test_a_message_stands_in_inbox_and_transcript_until_it_is_settled,
    test_offered_buttons_are_taken_and_no_others,
)

ROUNDS = 20


T = TypeVar("T")


def write(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.connect() as connection, connection.begin():
        return work(connection)


def test_migrations_make_exactly_the_tables_and_can_be_undone(server: Postgres) -> None:
    engine = make_engine(server.database())
    migrations_make_exactly_the_tables(engine)
    schema.migrate(engine)
    engine.dispose()


def test_of_two_gateways_that_claim_at_once_one_gets_it(engine: Engine) -> None:
    def two(connection: Connection) -> list[int]:
        for name in ("anna", "ben"):
            users.add(connection, NewUser(name, name.capitalize(), "agent", "hash"))
        return [found.id for found, _ in users.everyone(connection)]

    agents = write(engine, two)
    for number in range(ROUNDS):
        new = conversations.new_conversation("web", None, 3600)
        write(engine, partial(conversations.create, new=new))
        if number % 2:  # somebody asked for a person before: then the hand-off is there already
            write(engine, partial(handoffs.want, conversation=new.id))
        start = Barrier(len(agents))

        def claim(agent: int, id_: str = new.id, start: Barrier = start) -> bool:
            def work(connection: Connection) -> bool:
                start.wait(60)
                return handoffs.claim(connection, id_, agent)

            return write(engine, work)

        with ThreadPoolExecutor(len(agents)) as pool:
            assert sorted(pool.map(claim, agents)) == [False, True]
    with engine.connect() as connection:
        still_open = select(func.count()).select_from(held).where(held.c.ended_at.is_(None))
        assert connection.execute(still_open).scalar_one() == ROUNDS


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit", "TRUNCATE audit"]
)
def test_the_log_takes_no_changes(engine: Engine, change: str) -> None:
    write(engine, partial(audit.note, act=Act("anna", "login")))
    with pytest.raises(DBAPIError, match="append-only"):
        write(engine, lambda connection: connection.execute(text(change)))
    assert write(engine, audit.verify).rows == 1


def test_entries_of_several_gateways_at_once_are_one_chain(engine: Engine) -> None:
    def note(number: int) -> None:
        write(engine, partial(audit.note, act=Act("anna", "view", detail={"number": number})))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(note, range(ROUNDS)))
    verdict = write(engine, audit.verify)
    assert (verdict.rows, verdict.broken) == (ROUNDS, None)


def test_a_row_that_its_owner_forged_shows(engine: Engine) -> None:
    for name in ("anna", "ben", "sue"):
        write(engine, partial(audit.note, act=Act(name, "login")))

    def forge(connection: Connection) -> int:
        connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_no_changes"))
        second = connection.execute(select(log.c.id).order_by(log.c.id).offset(1)).scalar()
        assert second is not None
        connection.execute(log.update().where(log.c.id == second).values(user="nobody"))
        return int(second)

    forged = write(engine, forge)
    assert write(engine, audit.verify).broken == forged


def test_a_server_that_does_not_run_is_told_with_what_to_do() -> None:
    engine = make_engine("postgresql://bot:hunter2@/clinic?host=/nowhere")
    with pytest.raises(StoreError, match=r"cannot be reached.*DATABASE_URL") as told:
        schema.current(engine)
    assert "hunter2" not in str(told.value)


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(SettingsError, match="neither SQLite nor PostgreSQL"):
        make_engine("mysql://bot@db/bot")
