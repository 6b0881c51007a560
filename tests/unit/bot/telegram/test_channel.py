"""The connection breaks for reasons nobody thought of: it is made anew, and nothing is lost."""

from __future__ import annotations

import asyncio
import sys
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from bot.store.telegram_updates import Arrival
from bot.telegram import channel
from bot.telegram.channel import Channel
from bot.telegram.desk import Desk
from bot.telegram.intake import Hints, Intake
from bot.telegram.words import read_urgent


class Connection(ModuleType):
    """What would talk with Telegram; it breaks as often as it is told to."""

    def __init__(self, breaks: int) -> None:
        super().__init__("bot.telegram.connection")
        self.breaks = breaks
        self.served = 0
        self.lasting = asyncio.Event()

    async def serve(self, _channel: Channel) -> None:
        self.served += 1
        if self.served <= self.breaks:
            raise KeyError("what nobody thought of")
        self.lasting.set()


@pytest.mark.parametrize("breaks", [0, 1, 3])
async def test_a_connection_that_breaks_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, breaks: int
) -> None:
    connection = Connection(breaks)
    monkeypatch.setitem(sys.modules, connection.__name__, connection)
    monkeypatch.setattr(channel, "FIRST_PAUSE", 0.001)
    async with asyncio.timeout(30):
        await Channel(cast(Desk, SimpleNamespace()))._connect()
    assert connection.lasting.is_set()
    assert connection.served == breaks + 1


class Shelf:
    """Takes what is to be stored."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []

    async def write(self, work: Any) -> list[Arrival]:
        self.arrivals += work.keywords["arrivals"]
        return []


HUGE = 2**63


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": "7", "message": {"chat": {"id": 1}}},
        {"update_id": True, "message": {"chat": {"id": 1}}},
        {"update_id": HUGE, "message": {"chat": {"id": 1}}},
        {"update_id": 7, "message": {"chat": {"id": HUGE}}},
        {"update_id": 7, "message": {"chat": {"id": "1"}}},
        {"update_id": 7, "message": {"chat": None, "from": []}},
        {"update_id": 7, "message": None},
        {"update_id": 7, "channel_post": {"chat": {"id": 1}}},
    ],
)
async def test_what_no_database_could_hold_is_left_aside(update: dict[str, Any]) -> None:
    shelf = Shelf()
    intake = Intake(cast(Any, shelf), Hints(read_urgent()), lambda _arrival: None)
    good = {"update_id": 8, "message": {"chat": {"id": 1}, "text": "\ud800"}}
    await intake.accept([update, good])
    assert [one.update_id for one in shelf.arrivals] == [8]
