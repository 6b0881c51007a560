"""A private note: a box of its own, in another colour, so that none is sent by mistake."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from bot.console_terminal.widgets.composer import Composer
from bot.console_terminal.words import say


class NoteScreen(ModalScreen[str]):
    """Gives the words of the note, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def compose(self) -> ComposeResult:
        """Says above and below that nobody but the clinic reads it."""
        with Vertical(classes="box note"):
            yield Label(say("note.title"), id="note-title")
            yield Composer(id="note", label=say("note.label"))
            yield Label(say("note.hint"))

    def on_mount(self) -> None:
        """Ready to write."""
        self.query_one(Composer).focus()

    @on(Composer.Sent)
    def _done(self, message: Composer.Sent) -> None:
        message.stop()
        self.dismiss(message.text)
