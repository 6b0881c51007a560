"""A real PostgreSQL server for these tests, and a service with its users on a database of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import Engine

from bot.store import schema
from bot.store.database import Database, make_engine
from tests.fakes.agents import make_users
from tests.fakes.gateway import Gateway
from tests.fakes.postgres import Postgres, postgres
from tests.integration.console.conftest import ada, anna, ben, sue

__all__ = ["ada", "anna", "ben", "sue"]


@pytest.fixture(scope="package")
def server() -> Iterator[Postgres]:
    """One server for all."""
    with postgres() as running:
        yield running


@pytest.fixture(scope="module")
def gateway(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One service for the module; tests of it must not harm one another."""
    settings = {"DATABASE_URL": server.database()}
    running = Gateway(tmp_path_factory.mktemp("gw"), settings).start()
    make_users(running.database)
    yield running
    running.kill()


@pytest.fixture
def engine(server: Postgres) -> Iterator[Engine]:
    """A database of the test's own, with all tables."""
    made = make_engine(server.database())
    schema.migrate(made)
    yield made
    made.dispose()


@pytest.fixture
async def database(engine: Engine) -> AsyncIterator[Database]:
    """The same with its writer."""
    opened = Database(engine, asyncio.get_running_loop())
    opened.open()
    yield opened
    await opened.close()
