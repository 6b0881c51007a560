"""The queue: order, quotes, news, filters, alarms."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Sequence
from typing import Any

from bot.console_terminal.console import Filters
from bot.console_terminal.desk import Desk
from bot.console_terminal.errors import Away
from bot.console_terminal.models import Row
from bot.console_terminal.screens.conversation import ConversationScreen
from bot.console_terminal.widgets.composer import Composer
from tests.fakes.desk import MORNING, FakeConsole
from tests.unit.bot.console_terminal.conftest import Open, seen, until

Json = dict[str, Any]


def changed(number: int, **fields: Any) -> Json:
    """A row of the morning, changed."""
    return {**copy.deepcopy(MORNING["rows"][number]), **fields}


async def test_emergencies_come_first_with_the_words_that_raised_them(at_queue: Open) -> None:
    async with at_queue() as pilot:
        words = seen(pilot)
        assert words.index("!! Emergency") < words.index("!  Urgent") < words.index("Routine")
        assert "“I cannot hold my bladder”" in words
        assert "asks for a person" in words
        assert "waits 3 min" in words
        assert "held by Ben" in words


async def test_a_row_that_changes_moves_without_asking_the_service(
    console: FakeConsole, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        asked = len(console.done)
        console.tell("queue", row=changed(2, urgency="urgent", urgency_name="Urgent"))
        await until(pilot, lambda: "Routine" not in seen(pilot))
        console.tell("gone", id="12d9cc")
        await until(pilot, lambda: "three weeks" not in seen(pilot))
        assert len(console.done) == asked


async def test_news_that_come_while_the_queue_is_fetched_are_not_lost(
    console: FakeConsole, at_queue: Open
) -> None:
    fetch = console.queue

    async def overtaken(filters: Filters) -> Sequence[Row]:
        rows = await fetch(filters)
        last = {"role": "user", "who": "Patient", "text": "me too"}
        console.tell("queue", row=changed(2, id="new", last=last))
        await asyncio.sleep(0.05)
        return rows

    console.queue = overtaken  # type: ignore[method-assign]
    async with at_queue() as pilot:
        await pilot.press("3")
        await until(pilot, lambda: "me too" in seen(pilot))
        await pilot.pause(0.1)
        assert "me too" in seen(pilot)


async def test_a_new_emergency_is_shown_in_words_and_opened_with_one_key(
    console: FakeConsole, desk: Desk, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        flags = [
            {"id": "cardiac", "name": "heart", "quote": "my chest hurts", "level": "emergency"}
        ]
        row = changed(2, urgency="emergency", urgency_name="Emergency", flags=flags)
        console.tell("emergency", row=row, flags=flags)
        await until(pilot, lambda: "NEW EMERGENCY: Web 12d9 “my chest hurts”" in seen(pilot))
        await pilot.press("exclamation_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConversationScreen))
        await until(pilot, lambda: ("view", "12d9cc") in console.done)
        await pilot.press("q")
        assert "NEW EMERGENCY" not in seen(pilot)


async def test_an_emergency_rings_unless_the_sound_is_off(
    console: FakeConsole, desk: Desk, at_queue: Open
) -> None:
    rung = []
    async with at_queue() as pilot:
        pilot.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        console.tell("emergency", row=changed(0), flags=[])
        await until(pilot, lambda: rung)
        await pilot.press("m")
        console.tell("emergency", row=changed(1), flags=[])
        await until(pilot, lambda: "NEW EMERGENCY: Telegram" in seen(pilot))
        assert len(rung) == 1


async def test_views_and_filters_are_keys(console: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        for key, query in (
            ("1", ("queue", "mine")),
            ("2", ("queue", "unassigned")),
            ("u", ("queue", "unassigned", "emergency")),
            ("w", ("queue", "unassigned", "emergency", "web")),
        ):
            await pilot.press(key)
            await until(pilot, lambda query=query: query in console.done)  # type: ignore[misc]


async def test_a_search_looks_and_esc_takes_it_away(console: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("slash", *"three weeks".replace(" ", "_").split("_")[0], "enter")
        await until(pilot, lambda: "bladder" not in seen(pilot))
        assert "for about three weeks" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "bladder" in seen(pilot))


async def test_the_highlight_stays_on_its_conversation_while_the_queue_moves(
    console: FakeConsole, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        await pilot.press("j", "j")
        console.tell("gone", id="77c0bb")
        await until(pilot, lambda: "Telegram" not in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: ("view", "12d9cc") in console.done)


async def test_t_takes_over_and_opens(console: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("t")
        await until(pilot, lambda: ("claim", "4be1aa") in console.done)
        await until(pilot, lambda: isinstance(pilot.app.screen, ConversationScreen))
        await until(pilot, lambda: isinstance(pilot.app.focused, Composer))
        assert "Write your reply" in seen(pilot)
        await pilot.press(*"hech")
        assert isinstance(pilot.app.screen, ConversationScreen), "letters are letters at once"


async def test_in_a_narrow_window_both_filters_are_read(at_queue: Open) -> None:
    async with at_queue((60, 20)) as pilot:
        assert "channel: any" in seen(pilot)


async def test_who_was_slower_is_told_who_has_it(at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("j", "t")
        await until(pilot, lambda: "Ben holds this conversation" in seen(pilot))


async def test_a_broken_connection_is_said_and_comes_back(
    console: FakeConsole, desk: Desk, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        console.tell("claim", id="x", agent=None, reason="released")
        console.broken = Away("no_server", url="http://clinic.example")
        console.break_streams()
        await until(pilot, lambda: "NOT LIVE" in seen(pilot))
        console.broken = None
        await until(pilot, lambda: desk.offline is None and "live" in seen(pilot).splitlines()[0])
        assert console.streams[-1] == ("", "1-101"), "it goes on after the last event it heard"
