"""The summary: to copy with one key, or to keep as a PDF."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bot.console_terminal.desk import Desk
from bot.console_terminal.draw import clean
from bot.console_terminal.keymap import bindings
from bot.console_terminal.screens.base import ConsoleScreen
from bot.console_terminal.words import say


class SummaryScreen(ConsoleScreen):
    """Plain text as it will stand in the record system."""

    GROUP: ClassVar[str] = "summary"
    AUTO_FOCUS = "#summary"
    BINDINGS: ClassVar[list[BindingType]] = bindings("summary")

    def __init__(self, desk: Desk, conversation: str) -> None:
        super().__init__(desk)
        self._conversation = conversation
        self._text = ""

    def body(self) -> ComposeResult:
        """Text that scrolls."""
        with VerticalScroll(id="summary"):
            yield Static(id="summary-text")

    def on_mount(self) -> None:
        """Fetch it."""
        super().on_mount()
        self.rest()
        self._fetch()

    def rest(self) -> None:
        """The arrow keys scroll."""
        self.query_one("#summary").focus()

    @work
    async def _fetch(self) -> None:
        text = await self.attempt(self.desk.console.summary(self._conversation))
        if text is not None:
            self._text = clean(text)
            self.query_one("#summary-text", Static).update(Content(self._text))
            self.tell(say("summary.ready"))

    def action_copy(self) -> None:
        """To the clipboard of the terminal, also over ssh."""
        if self._text:
            self.app.copy_to_clipboard(self._text)
            self.tell(say("summary.copied"))

    @work
    async def action_pdf(self) -> None:
        """To a file in the folder where the console was started; only its owner may read it."""
        data = await self.attempt(self.desk.console.summary_pdf(self._conversation))
        if data is None:
            return
        path = self.keep(say("summary.file", id=self._conversation[:8]), data)
        if path:
            self.tell(say("summary.kept", path=path))
