"""A running service with four users, shared by the tests of a module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from tests.fakes.agents import Agent, make_users, signed_in
from tests.fakes.gateway import Gateway


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One service for the module; tests of it must not harm one another."""
    running = Gateway(tmp_path_factory.mktemp("gw")).start()
    make_users(running.database)
    yield running
    running.kill()


@pytest.fixture
async def anna(session: aiohttp.ClientSession, gateway: Gateway) -> Agent:
    """An agent."""
    return await signed_in(session, gateway.database, "anna")


@pytest.fixture
async def ben(gateway: Gateway) -> AsyncIterator[Agent]:
    """Another agent."""
    async with aiohttp.ClientSession(gateway.url) as client:
        yield await signed_in(client, gateway.database, "ben")


@pytest.fixture
async def sue(session: aiohttp.ClientSession, gateway: Gateway) -> Agent:
    """Their supervisor."""
    return await signed_in(session, gateway.database, "sue")


@pytest.fixture
async def ada(session: aiohttp.ClientSession, gateway: Gateway) -> Agent:
    """The administrator."""
    return await signed_in(session, gateway.database, "ada")
