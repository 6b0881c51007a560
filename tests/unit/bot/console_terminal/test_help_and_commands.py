"""`?` and Ctrl-K, and that every key of keys.yml does something."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette

from bot.console_terminal.app import ConsoleApp
from bot.console_terminal.keymap import ELSEWHERE
from bot.console_terminal.screens.base import ConsoleScreen
from bot.console_terminal.screens.call import CallScreen
from bot.console_terminal.screens.conversation import ConversationScreen
from bot.console_terminal.screens.figures import FiguresScreen
from bot.console_terminal.screens.help import HelpScreen
from bot.console_terminal.screens.queue import QueueScreen
from bot.console_terminal.screens.summary import SummaryScreen
from bot.console_terminal.words import keys, keys_for
from tests.fakes.desk import FakeConsole
from tests.unit.bot.console_terminal.conftest import Open, seen, until

SCREENS: list[type[ConsoleScreen]] = [
    QueueScreen,
    ConversationScreen,
    CallScreen,
    SummaryScreen,
    FiguresScreen,
]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.GROUP)
def test_every_key_of_a_screen_has_its_action(screen: type[ConsoleScreen]) -> None:
    for key in keys(screen.GROUP):
        assert hasattr(screen, f"action_{key.name}"), key


def test_every_key_that_holds_everywhere_has_its_action() -> None:
    for key in keys("everywhere"):
        assert key.name in ELSEWHERE or hasattr(ConsoleApp, f"action_{key.name}"), key


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.GROUP)
def test_no_key_means_two_things_on_one_screen(screen: type[ConsoleScreen]) -> None:
    used = [
        one
        for name in (screen.GROUP, "everywhere")
        for key in keys(name)
        for one in key.key.split(",")
    ]
    assert len(used) == len(set(used))


async def test_the_help_lists_the_keys_of_this_screen_and_closes(at_queue: Open) -> None:
    async with at_queue(size=(100, 40)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        words = seen(pilot)
        for key in (*keys_for("queue", ("work",)), *keys_for("everywhere", ("work",))):
            assert key.shown in words
            assert key.words.split(";")[0] in words
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, QueueScreen)


async def test_a_command_is_found_by_its_name(console: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await pilot.press(*"nobody")
        await until(pilot, lambda: "Show those nobody has" in seen(pilot))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: ("queue", "unassigned") in console.done)


async def test_ctrl_k_works_from_within_a_field(at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("slash", *"ab", "ctrl+k")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
