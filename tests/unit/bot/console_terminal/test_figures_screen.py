"""The supervisor's figures: who sees them, what they show, the file."""

from __future__ import annotations

import stat

import pytest

from bot.console_terminal.desk import Desk
from bot.console_terminal.screens.figures import PERIODS, FiguresScreen
from bot.console_terminal.screens.queue import QueueScreen
from bot.console_terminal.widgets.plots import bars, columns, labels
from bot.console_terminal.words import words
from tests.fakes.desk import SUE, FakeConsole
from tests.unit.bot.console_terminal.conftest import Open, seen, until


@pytest.fixture
def sue(console: FakeConsole) -> FakeConsole:
    """A supervisor signs in at this console."""
    console.me = SUE
    return console


async def test_a_supervisor_sees_how_it_goes_with_one_key(sue: FakeConsole, at_queue: Open) -> None:
    async with at_queue((80, 100)) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: "Figures, 7 days" in seen(pilot))
        shown = seen(pilot)
        for one in (
            "Asked for a person       9",
            "Median wait for a person 1.2 min",
            "Not understood           4.0 %",
            "Rating                   4.3 of 5 (20)",
            "Conversations by hour of the day (at most 18)",
            "website",
            "zapping",
            "9 of 10 at most",
            "5 / 5  “Clear and kind”",
        ):
            assert one in shown
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, QueueScreen)


async def test_an_agent_is_told_kindly_and_sees_nothing(
    console: FakeConsole, at_queue: Open
) -> None:
    async with at_queue((80, 30)) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: "Please ask a supervisor" in seen(pilot))
        assert isinstance(pilot.app.screen, QueueScreen)
        assert not any(one[0] == "figures" for one in console.done)
        await pilot.press("question_mark")
        await until(pilot, lambda: "Esc closes" in seen(pilot))
        assert "supervisors" not in seen(pilot), "no key is shown that one cannot use"


async def test_one_key_leads_through_the_periods(sue: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, FiguresScreen))
        for days in (*PERIODS[1:], PERIODS[0]):
            await pilot.press("d")
            period = words()["periods"][str(days)]
            await until(pilot, lambda period=period: f"Figures, {period}" in seen(pilot))  # type: ignore[misc]


async def test_all_of_it_goes_to_a_file_that_only_its_owner_reads(
    sue: FakeConsole, desk: Desk, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, FiguresScreen))
        await pilot.press("e")
        path = desk.folder / "figures-7-days.csv"
        await until(pilot, path.exists)
        await until(pilot, lambda: "Kept as" in seen(pilot))
        assert path.read_bytes().startswith(b"measure,key,value")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_esc_leads_back_to_where_one_was(sue: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "can a person help" in seen(pilot))
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, FiguresScreen))
        await pilot.press("escape")
        assert "can a person help" in seen(pilot)


@pytest.mark.parametrize("width", [20, 52, 76, 116])
def test_no_bar_is_wider_than_the_window(width: int) -> None:
    rows = tuple((f"a name that is rather long {n}", n * 1234) for n in range(92))
    for line in (
        *list(bars("intents", rows, width))[2:],
        *list(columns("by_day", rows, width))[2:],
    ):
        assert line.cell_length <= max(width, 32)


def test_days_that_find_no_room_share_a_column() -> None:
    rows = tuple((f"{n}", 1) for n in range(92))
    top = list(columns("by_day", rows, 50))[2].plain
    assert top.strip() == "█" * 46


def test_a_name_below_a_column_never_runs_into_the_next() -> None:
    days = ["21 Nov", "22 Nov", "23 Nov"]
    assert labels(days, 4, 20) == "21 Nov  23 Nov"
    assert labels(days, 4, 13) == "21 Nov", "nor over the edge"


def test_while_there_is_nothing_it_is_said_so() -> None:
    for lines in (bars("intents", (), 50), columns("by_hour", (("00", 0),), 50)):
        assert "Nothing to show yet." in "\n".join(line.plain for line in lines)
