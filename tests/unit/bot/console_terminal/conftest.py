"""An agent at a desk, with the service in memory."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bot.console_terminal.app import ConsoleApp
from bot.console_terminal.desk import Desk
from bot.console_terminal.screens.queue import QueueScreen
from tests.fakes.desk import FakeConsole

FRAMES = re.compile("[\u2500-\u259f]")

NOON = 1795770900.0
"""2026-11-27 09:15 UTC, while the morning of desk.yml goes on."""

Json = dict[str, Any]
Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


async def until(pilot: Pilot[None], state: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something is so; a test that passes hardly waits."""
    end = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < end, "it did not come to that"
        await pilot.pause(0.01)


def seen(pilot: Pilot[None]) -> str:
    """Every word on the screen."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def read(pilot: Pilot[None]) -> str:
    """The same as a reader takes it: without frames and ends of lines."""
    return " ".join(FRAMES.sub(" ", seen(pilot)).split())


@pytest.fixture
def console() -> FakeConsole:
    """The service."""
    return FakeConsole()


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)
    time.tzset()


@pytest.fixture
def desk(console: FakeConsole, tmp_path: Path) -> Desk:
    """Anna's desk."""
    return Desk(console, folder=tmp_path, clock=lambda: NOON)


@pytest.fixture
def at_login(desk: Desk) -> Open:
    """The console as it starts."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24), theme: str = "dark"
    ) -> AsyncIterator[Pilot[None]]:
        async with ConsoleApp(desk, theme).run_test(size=size) as pilot:
            yield pilot

    return opened


@pytest.fixture
def at_queue(at_login: Open) -> Open:
    """The console after Anna has signed in."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24), theme: str = "dark"
    ) -> AsyncIterator[Pilot[None]]:
        async with at_login(size, theme) as pilot:
            await pilot.press("a", "enter", *"right", "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, QueueScreen))
            await until(pilot, lambda: "hold my bladder" in seen(pilot))
            yield pilot

    return opened
