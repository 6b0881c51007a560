"""Each screen as it stands in the terminal, small and wide, against the picture that was looked at.

The pictures are text, so that a change can be read in a diff. After a wanted change:
UPDATE_PICTURES=1 .venv/bin/python -m pytest tests/unit/bot/console_terminal/test_pictures.py
and look at what has changed before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.fakes.desk import SUE, FakeConsole
from tests.unit.bot.console_terminal.conftest import Open, seen, until

PICTURES = Path(__file__).parent / "pictures"
SIZES = [(80, 24), (120, 40)]

Way = list[tuple[list[str], str]]
"""Keys to press, and the words that show that they have worked."""

TALK: Way = [(["enter"], "can a person help")]
CALL: Way = [(["c"], "Call-back"), (["K", "enter", "enter", "enter"], "READ OUT")]
SCREENS: dict[str, Way] = {
    "queue": [],
    "help": [(["question_mark"], "Keys")],
    "conversation": [*TALK, (["k", "k", "k", "u"], "97 % sure")],
    "record": [*TALK, (["l"], "What may be behind it")],
    "reply": [*TALK, (["t"], "You hold this"), (["slash", "h"], "/hello")],
    "note": [*TALK, (["n"], "the patient never sees it")],
    "finding": [*TALK, (["f"], "Which finding?")],
    "summary": [*TALK, (["s"], "SUMMARY FOR THE DOCTOR")],
    "call-form": CALL[:1],
    "call": [*CALL, (["h", "enter"], "[+ pain]")],
    "emergency": [*CALL, ([*"bladder", "enter"], "TELL THE CALLER NOW")],
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_the_supervisors_figures(
    console: FakeConsole, at_queue: Open, size: tuple[int, int]
) -> None:
    console.me = SUE
    async with at_queue(size) as pilot:
        await walk(pilot, [(["g"], "Figures, 7 days")])
        await compare("figures", size, pilot)


async def compare(name: str, size: tuple[int, int], pilot: Pilot[None]) -> None:
    """Once everything has found its place."""
    path = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_PICTURES"):
        await pilot.pause(0.3)
        path.write_text(picture_of(pilot), "utf-8")
    for _ in range(200):
        if picture_of(pilot) == path.read_text("utf-8"):
            break
        await pilot.pause(0.05)
    assert picture_of(pilot) == path.read_text("utf-8")


def picture_of(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join(line.rstrip() for line in seen(pilot).splitlines()) + "\n"


async def walk(pilot: Pilot[None], way: Way) -> None:
    for keys, words in way:
        await pilot.press(*keys)
        await until(pilot, lambda words=words: words in seen(pilot))  # type: ignore[misc]
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_signing_in(at_login: Open, size: tuple[int, int]) -> None:
    async with at_login(size) as pilot:
        await until(pilot, lambda: "Password" in seen(pilot))
        await compare("login", size, pilot)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_did(at_queue: Open, name: str, size: tuple[int, int]) -> None:
    async with at_queue(size) as pilot:
        await walk(pilot, SCREENS[name])
        await compare(name, size, pilot)


@pytest.mark.parametrize("name", ["queue", "conversation", "emergency"])
async def test_without_colour_every_word_is_still_there(
    monkeypatch: pytest.MonkeyPatch, at_queue: Open, name: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_queue() as pilot:
        assert pilot.app.no_color
        await walk(pilot, SCREENS[name])
        await compare(name, (80, 24), pilot)
