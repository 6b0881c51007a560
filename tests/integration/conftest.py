"""A running service for each test module, and fresh ones for those that break it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.gateway import Gateway
from tests.fakes.running import free_port

Make = Callable[..., Gateway]


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One service for the module; tests of it must not harm one another."""
    running = Gateway(tmp_path_factory.mktemp("gw"), warm=True).start()
    yield running
    running.kill()


@pytest.fixture
def make_gateway(tmp_path: Path) -> Iterator[Make]:
    """Services with settings of their own; killed in the end."""
    made: list[Gateway] = []

    def make(*, warm: bool = True, **settings: str) -> Gateway:
        made.append(Gateway(tmp_path, settings, warm=warm))
        return made[-1]

    yield make
    for one in made:
        one.kill()


@pytest.fixture
def unused_tcp_port() -> int:
    """A port that no other test run beside this one takes; instead of pytest-asyncio's."""
    return free_port()


@pytest.fixture
async def session(gateway: Gateway) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the module's service."""
    async with aiohttp.ClientSession(gateway.url) as client:
        yield client


@pytest.fixture(scope="module")
def clinic_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A service that another site may use."""
    settings = {"ALLOWED_ORIGINS": "https://clinic.example"}
    running = Gateway(tmp_path_factory.mktemp("gw"), settings, warm=True).start()
    yield running
    running.kill()


@pytest.fixture
async def clinic(clinic_gateway: Gateway) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of that service."""
    async with aiohttp.ClientSession(clinic_gateway.url) as client:
        yield client
