"""Signing in, being told what is wrong, and coming back after the session has ended."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.pilot import Pilot

from bot.console_terminal.errors import Away, ConsoleError, Refused, SignedOut
from bot.console_terminal.screens.login import LoginScreen
from tests.fakes.desk import FakeConsole
from tests.unit.bot.console_terminal.conftest import Open, read, seen, until

NO_USERS = Refused("There are no users yet. Make one with `python -m bot user add`.", "no_users")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (NO_USERS, "python -m bot user add"),
        (Away("no_server", url="http://clinic.example"), "No service answers"),
        (ConsoleError("not_ours"), "not this version of the service"),
    ],
    ids=["no users yet", "no service", "something else answers"],
)
async def test_what_is_wrong_is_said_before_anybody_types(
    console: FakeConsole, at_login: Open, trouble: ConsoleError, words: str
) -> None:
    console.broken = trouble
    async with at_login() as pilot:
        await until(pilot, lambda: words in read(pilot))


async def test_a_wrong_password_is_told_and_forgotten(at_login: Open) -> None:
    async with at_login() as pilot:
        await pilot.press(*"anna", "enter", *"wrong", "enter")
        await until(pilot, lambda: "password is not right" in seen(pilot))
        assert pilot.app.screen.query_one("#password").value == ""  # type: ignore[attr-defined]
        assert isinstance(pilot.app.screen, LoginScreen)


def is_queue_up(pilot: Pilot[None]) -> bool:
    """Whether the next screen stands: leaving while it is put together is an error of its own."""
    return bool(pilot.app.screen.query("#search"))


async def test_the_password_is_never_shown(at_login: Open) -> None:
    async with at_login() as pilot:
        await pilot.press("a", "enter", *"secret")
        assert "secret" not in seen(pilot)


@pytest.mark.parametrize("led", ["enter", "tab"])
async def test_a_password_in_a_hurry_never_stands_in_the_field_for_the_name(
    console: FakeConsole, at_login: Open, led: str
) -> None:
    async with at_login() as pilot:
        await until(pilot, lambda: "Password" in seen(pilot))
        for key in (*"anna", led, *"right", "enter"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: console.signed_in and is_queue_up(pilot))


async def test_who_leaves_a_field_empty_is_asked_for_it_kindly(
    console: FakeConsole, at_login: Open
) -> None:
    async with at_login() as pilot:
        await pilot.press("a", "enter", "enter")
        await until(pilot, lambda: "Type both, the name and the password" in seen(pilot))
        await pilot.press(*"right", "enter")
        await until(pilot, lambda: console.signed_in and is_queue_up(pilot))


async def test_letters_are_no_keys_before_one_has_signed_in(at_login: Open) -> None:
    async with at_login() as pilot:
        await pilot.press("c", "m", "q")
        assert isinstance(pilot.app.screen, LoginScreen)
        assert pilot.app.screen.query_one("#name").value == "cmq"  # type: ignore[attr-defined]


async def test_after_a_session_has_ended_the_agent_goes_on_where_they_were(
    console: FakeConsole, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "can a person help" in seen(pilot))
        console.broken = SignedOut("signed_out")
        await pilot.press("t")
        await until(pilot, lambda: "Your session has ended" in seen(pilot))
        await pilot.press(*"right", "enter")
        await until(pilot, lambda: "can a person help" in seen(pilot))
        await pilot.press("t")
        await until(pilot, lambda: ("claim", "4be1aa") in console.done)


async def test_esc_in_the_login_never_throws_away_what_was_written_before(
    console: FakeConsole, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        await pilot.press("t")
        await until(pilot, lambda: "Write your reply" in seen(pilot))
        await pilot.press(*"half")
        console.broken = SignedOut("signed_out")
        await pilot.press("enter")
        await until(pilot, lambda: "Your session has ended" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Ctrl-Q signs out and leaves" in seen(pilot))
        await pilot.press(*"right", "enter")
        await until(pilot, lambda: "│ half" in seen(pilot))


async def test_at_the_start_esc_leaves(at_login: Open) -> None:
    async with at_login() as pilot:
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.is_running or pilot.app.return_code == 0)


async def test_leaving_signs_out(console: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("ctrl+q")
        await until(pilot, lambda: ("sign_out",) in console.done)
