"""The line at the top of every screen of the terminal console."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from bot.console_terminal.widgets.bars import TitleBar


class OneLine(App[None]):
    """An app of a title alone, drawn before its parts are there."""

    def compose(self) -> ComposeResult:
        title = TitleBar()
        title.show("Queue", "Anna, agent  live")
        yield title


async def test_a_title_drawn_before_it_has_its_parts_shows_once_it_has_them() -> None:
    async with OneLine().run_test() as pilot:
        parts = [str(part.render()) for part in pilot.app.query(Static)]
        assert parts == ["Queue", "Anna, agent  live"]
