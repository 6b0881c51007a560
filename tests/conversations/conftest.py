"""The real engine, once for all conversations: model, actions, knowledge."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.fingerprint import MODEL, ROOT
from engine.runner import make_runner
from engine.turns import TurnRunner
from tests.conversations.player import Player


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop for the session: the agent belongs to it."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> TurnRunner:
    """The trained model with a conversation store of its own."""
    data: Path = tmp_path_factory.mktemp("engine")
    return make_runner(MODEL, ROOT / "knowledge.db", data / "engine.db")


@pytest.fixture(scope="session")
def new_player(runner: TurnRunner, loop: asyncio.AbstractEventLoop) -> Callable[[], Player]:
    """Makes a new conversation each time."""
    numbers = itertools.count()
    return lambda: Player(runner, f"conversation-{next(numbers)}", loop=loop)
