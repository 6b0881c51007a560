"""The store on real SQLite files: migrations, batches, faults of the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from bot.errors import Problem, SettingsError, StoreError
from bot.store import conversations, inbox, schema, tables, transcript
from bot.store.conversations import Access, NewConversation, access_by_token
from bot.store.database import Database, make_engine
from bot.store.inbox import Incoming
from bot.store.records import START, Settlement
from bot.wire import empty_assessment

HOUR = 3600.0
REPLY = {"kind": "question", "text": "?", "buttons": [{"title": "Yes", "payload": "/affirm"}]}


def engine_in(folder: Path) -> Engine:
    return make_engine(f"sqlite:///{folder / 'bot.db'}")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    engine = engine_in(tmp_path)
    schema.migrate(engine)
    opened = Database(engine, asyncio.get_running_loop())
    opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def talk(database: Database) -> NewConversation:
    new = conversations.new_conversation("web", None, HOUR)
    await database.write(partial(conversations.create, new=new))
    return new


def test_the_newest_step_is_the_one_the_service_asks_for(tmp_path: Path) -> None:
    script = ScriptDirectory(str(schema.MIGRATIONS))
    assert script.get_current_head() == schema.REVISION


def migrations_make_exactly_the_tables(engine: Engine) -> None:
    """Of an empty database, twice, and all the way back."""
    assert schema.current(engine) is None
    schema.migrate(engine)
    schema.migrate(engine)
    assert schema.current(engine) == schema.REVISION
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    schema.migrate(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]


def test_migrations_make_exactly_the_tables_and_can_be_undone(tmp_path: Path) -> None:
    migrations_make_exactly_the_tables(engine_in(tmp_path))


def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_bytes(b"this is no database at all" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"bot\.db cannot be opened or is damaged.*Move the file"):
        schema.migrate(engine_in(tmp_path))
    assert path.read_bytes() == before


def test_an_address_that_is_none_names_the_setting() -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        make_engine("not an address")


async def test_a_faulty_function_harms_nobody_in_its_batch(database: Database) -> None:
    def create_one(connection: Connection) -> str:
        new = conversations.new_conversation("web", None, HOUR)
        return conversations.create(connection, new).id

    def fail(connection: Connection) -> str:
        create_one(connection)
        raise Problem("no_conversation")

    work = [create_one, fail, create_one, fail, create_one]
    results = await asyncio.gather(*map(database.write, work), return_exceptions=True)
    made = [result for result in results if isinstance(result, str)]
    assert [type(result) for result in results if not isinstance(result, str)] == [Problem] * 2
    stored = await database.read(
        lambda connection: set(connection.execute(text("SELECT id FROM conversations")).scalars())
    )
    assert stored == set(made)


async def test_a_foreign_lock_is_an_error_after_a_while_and_passes(
    database: Database, tmp_path: Path, talk: NewConversation
) -> None:
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    say = partial(
        inbox.accept,
        access=access_by_token(talk.id, talk.token),
        incoming=Incoming("m", "hello", None),
        session_seconds=HOUR,
    )
    with pytest.raises(StoreError):
        await database.write(say)
    other.execute("ROLLBACK")
    other.close()
    assert (await database.write(say)).text == "hello"


async def test_a_message_stands_in_inbox_and_transcript_until_it_is_settled(
    database: Database, talk: NewConversation
) -> None:
    access = access_by_token(talk.id, talk.token)
    incoming = Incoming("m", "hello", None)
    accept = partial(inbox.accept, access=access, incoming=incoming, session_seconds=HOUR)
    entry = await database.write(accept)
    assert [line.body for line in entry.lines] == [{"text": "hello"}]
    waiting = await database.read(partial(inbox.unanswered, conversation_id=talk.id))
    assert [(one.message_id, one.text) for one in waiting] == [(START, None), ("m", "hello")]
    settlement = Settlement("answered", (REPLY,), empty_assessment())
    settle = partial(inbox.settle, entry=entry, settlement=settlement, session_seconds=HOUR)
    first = await database.write(settle)
    second = await database.write(settle)
    assert (second.answer, second.lines) == (first.answer, ())
    assert (await database.write(accept)).answer == first.answer
    kept = await database.read(
        lambda connection: connection.execute(
            text("SELECT text FROM inbox WHERE message_id = 'm'")
        ).scalar()
    )
    assert kept is None  # the transcript holds the words now; one copy is enough


async def test_offered_buttons_are_taken_and_no_others(
    database: Database, talk: NewConversation
) -> None:
    access = access_by_token(talk.id, talk.token)

    def press(connection: Connection, message_id: str, payload: str) -> object:
        return inbox.accept(connection, access, Incoming(message_id, None, payload), HOUR).lines

    with pytest.raises(Problem, match="not_offered"):
        await database.write(partial(press, message_id="a", payload="/affirm"))

    def say(connection: Connection) -> None:
        conversation = conversations.authorise(connection, Access(talk.id, None))
        transcript.say(connection, conversation, None, (REPLY, REPLY), HOUR)

    await database.write(say)
    await database.write(say)  # the same button twice is no error
    assert await database.write(partial(press, message_id="a", payload="/affirm"))
    with pytest.raises(Problem, match="not_offered"):
        await database.write(partial(press, message_id="b", payload="/affirm "))


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_tokens_are_kept_as_hashes_only(
    database: Database, talk: NewConversation, tmp_path: Path
) -> None:
    kept = await asyncio.to_thread(_all_bytes, tmp_path)
    assert talk.token.encode() not in kept
    assert conversations.hash_token(talk.token).encode() in kept


async def test_an_expired_conversation_is_as_good_as_unknown(database: Database) -> None:
    new = conversations.new_conversation("web", None, -1)
    await database.write(partial(conversations.create, new=new))
    access = access_by_token(new.id, new.token)
    with pytest.raises(Problem, match="no_conversation"):
        await database.read(partial(conversations.authorise, access=access))
    service = Access(new.id, None)
    assert (await database.read(partial(conversations.authorise, access=service))).id == new.id
