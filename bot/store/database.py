"""The database: reads in a few threads, all writes in one thread, in small batches."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import BotError, SettingsError, StoreError

T = TypeVar("T")
Work = Callable[[Connection], T]

READERS = 2
BATCH = 32
BUSY_MILLISECONDS = 2000
POSTGRESQL = "postgresql+psycopg"
"""The one driver that is installed; an address need not name it."""


def make_engine(address: str) -> Engine:
    """An SQLAlchemy engine for SQLite or PostgreSQL; opens nothing yet."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise SettingsError("DATABASE_URL is no database address.") from error
    if url.get_backend_name() == "postgresql":
        return create_engine(url.set(drivername=POSTGRESQL), pool_pre_ping=True)
    if url.get_backend_name() != "sqlite":
        raise SettingsError("DATABASE_URL names neither SQLite nor PostgreSQL.")
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event says BEGIN itself
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",  # erased words are overwritten, not only unlinked
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@dataclass(slots=True)
class _Job:
    work: Callable[[Any], Any]
    done: asyncio.Future[Any]
    upkeep: bool = False
    result: Any = None
    error: BaseException | None = None


@dataclass(slots=True)
class Database:
    """Runs functions on connections, off the event loop.

    Written functions of one batch share a transaction. Should one fail, the batch is undone and
    each is run again by itself, so a function must do nothing but talk to its connection.
    """

    engine: Engine
    loop: asyncio.AbstractEventLoop
    _jobs: queue.SimpleQueue[_Job | None] = field(default_factory=queue.SimpleQueue)
    _readers: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(READERS, thread_name_prefix="reader")
    )
    _writer: threading.Thread | None = None

    def open(self) -> None:
        """Start the writer."""
        self._writer = threading.Thread(target=self._write_for_ever, name="writer", daemon=True)
        self._writer.start()

    async def close(self) -> None:
        """Write what is waiting, then close the connections."""
        self._jobs.put(None)
        if self._writer:
            await asyncio.to_thread(self._writer.join)
        self._readers.shutdown()
        self.engine.dispose()

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction of the one writer; its words are on disk on return."""
        job = _Job(work, self.loop.create_future())
        self._jobs.put(job)
        result: T = await job.done
        return result

    async def maintain(self, work: Callable[[Engine], None]) -> None:
        """Run upkeep outside of any transaction, while nobody else writes."""
        job = _Job(work, self.loop.create_future(), upkeep=True)
        self._jobs.put(job)
        await job.done

    async def read(self, work: Work[T]) -> T:
        """Run `work` on a reading connection."""
        return await self.loop.run_in_executor(self._readers, self._read, work)

    def _read(self, work: Work[T]) -> T:
        try:
            with self.engine.connect() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise StoreError("the database could not be read") from error

    def _write_for_ever(self) -> None:
        while job := self._jobs.get():
            batch = [job]
            while len(batch) < BATCH and not self._jobs.empty():
                more = self._jobs.get()
                if more is None:
                    self._jobs.put(None)  # to be met again after this batch
                    break
                batch.append(more)
            self._carry_out(batch)
            self.loop.call_soon_threadsafe(_tell, batch)

    def _carry_out(self, batch: list[_Job]) -> None:
        if len(batch) > 1 and not any(job.upkeep for job in batch) and self._together(batch):
            return
        for job in batch:
            job.error = None
            self._together([job])

    def _together(self, batch: list[_Job]) -> bool:
        try:
            if batch[0].upkeep:
                batch[0].work(self.engine)
            else:
                self._in_transaction(batch)
        except BotError as error:
            batch[0].error = error
        except (SQLAlchemyError, DatabaseError, OSError) as error:
            batch[0].error = StoreError("the database could not be written")
            batch[0].error.__cause__ = error
        except Exception as error:  # noqa: BLE001 - the writer must outlive a faulty function
            batch[0].error = error
        return batch[0].error is None

    def _in_transaction(self, batch: list[_Job]) -> None:
        with (
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            for job in batch:
                job.result = job.work(connection)


def _tell(batch: list[_Job]) -> None:
    for job in batch:
        if job.done.done():  # the one who asked has gone away; the work is done all the same
            continue
        if job.error:
            job.done.set_exception(job.error)
        else:
            job.done.set_result(job.result)
