"""The summary as a file."""

from __future__ import annotations

import stat
from pathlib import Path

from bot.console_terminal.desk import Desk
from tests.unit.bot.console_terminal.conftest import Open, seen, until


async def test_the_pdf_is_kept_where_one_is_and_only_its_owner_reads_it(
    desk: Desk, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "can a person help" in seen(pilot))
        await pilot.press("s")
        await until(pilot, lambda: "SUMMARY FOR THE DOCTOR" in seen(pilot))
        await pilot.press("p")
        path = desk.folder / "summary-4be1aa.pdf"
        await until(pilot, path.exists)
        await until(pilot, lambda: path.read_bytes().startswith(b"%PDF"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_folder_that_cannot_be_written_is_said(desk: Desk, at_queue: Open) -> None:
    desk.folder = Path("/nowhere")
    async with at_queue() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "can a person help" in seen(pilot))
        await pilot.press("s")
        await until(pilot, lambda: "SUMMARY FOR THE DOCTOR" in seen(pilot))
        await pilot.press("p")
        await until(pilot, lambda: "could not be written" in seen(pilot))
