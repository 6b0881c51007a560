"""The real engine, once for all conversations: model, actions, knowledge."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from engine.fingerprint import MODEL, ROOT
from engine.runner import make_runner
from engine.turns import TurnRunner
from tests.conversations.player import Player, load, play


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


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation that was played, and what it broke off with, if it did."""

    player: Player
    fault: AssertionError | None


@pytest.fixture(scope="session")
def played(new_player: Callable[[], Player]) -> Callable[[Path], Played]:
    """Plays each file once, for all tests that look at it."""

    @cache
    def once(path: Path) -> Played:
        player = new_player()
        try:
            play(load(path), player)
        except AssertionError as fault:
            return Played(player, fault)
        return Played(player, None)

    return once


@pytest.fixture(scope="session")
def new_player(runner: TurnRunner, loop: asyncio.AbstractEventLoop) -> Callable[[], Player]:
    """Makes a new conversation each time."""
    numbers = itertools.count()
    return lambda: Player(runner, f"conversation-{next(numbers)}", loop=loop)
