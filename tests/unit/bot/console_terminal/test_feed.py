"""Listening: again after a break, where it ended, and to another conversation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.console_terminal.backoff import LONGEST, Backoff
from bot.console_terminal.errors import Away, SignedOut
from bot.console_terminal.events import Event
from bot.console_terminal.feed import Feed
from tests.fakes.desk import FakeConsole


class Listening:
    """A feed and what it told."""

    def __init__(self, console: FakeConsole) -> None:
        self.events: list[Event] = []
        self.states: list[float | None] = []
        self.feed = Feed(console, self.events.append, self.states.append, sleep=self._sleep)

    async def _sleep(self, _seconds: float) -> None:
        await asyncio.sleep(0)


async def until(state) -> None:  # type: ignore[no-untyped-def]
    async with asyncio.timeout(30):
        while not state():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0)


@pytest.fixture
async def listening(console: FakeConsole) -> AsyncIterator[Listening]:
    one = Listening(console)
    task = asyncio.create_task(one.feed.run("1-5"))
    await until(lambda: console.streams)
    yield one
    task.cancel()
    with pytest.raises((asyncio.CancelledError, SignedOut)):
        await task


async def test_it_begins_after_the_event_of_signing_in(
    console: FakeConsole, listening: Listening
) -> None:
    assert console.streams == [("", "1-5")]


async def test_after_a_break_it_goes_on_where_it_ended_and_says_so(
    console: FakeConsole, listening: Listening
) -> None:
    await until(lambda: listening.states == [None])
    console.tell("queue", row={})
    await until(lambda: len(listening.events) == 2)
    console.break_streams()
    await until(lambda: len(console.streams) == 2)
    assert console.streams[-1] == ("", "1-101")
    await until(lambda: listening.states[-1] is None)
    assert any(state is not None for state in listening.states)


async def test_another_conversation_is_another_stream(
    console: FakeConsole, listening: Listening
) -> None:
    await until(lambda: listening.states)
    listening.feed.watch("abc")
    await until(lambda: len(console.streams) == 2)
    assert console.streams[-1] == ("abc", "1-5")
    listening.feed.watch("abc")
    listening.feed.watch("")
    await until(lambda: len(console.streams) == 3)
    assert console.streams[-1] == ("", "1-5")


async def test_a_session_that_has_ended_ends_it(console: FakeConsole) -> None:
    console.broken = SignedOut("signed_out")
    with pytest.raises(SignedOut):
        await Listening(console).feed.run("")


async def test_a_service_that_is_away_is_tried_again(console: FakeConsole) -> None:
    console.broken = Away("no_server", url="x")
    one = Listening(console)
    task = asyncio.create_task(one.feed.run(""))
    await until(lambda: len(console.streams) > 3)
    console.broken = None
    await until(lambda: one.states[-1] is None)
    task.cancel()


def test_the_waits_grow_and_stay_bounded() -> None:
    backoff = Backoff(spread=lambda: 1.0)
    waits = [backoff.next() for _ in range(8)]
    assert waits == sorted(waits)
    assert waits[0] < 1 <= waits[2]
    assert waits[-1] == LONGEST
    backoff.reset()
    assert backoff.next() == waits[0]


def test_two_consoles_do_not_come_back_in_the_same_moment() -> None:
    assert Backoff(spread=lambda: 0.0).next() < Backoff(spread=lambda: 1.0).next()
