"""A private note: a box of its own, in another colour, so that none is sent by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from bot.console_terminal.widgets.composer import Composer
from bot.console_terminal.words import say


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the box when it closes; `done` if it is to be kept now."""

    text: str
    done: bool


class NoteScreen(ModalScreen[Written]):
    """Gives the words of the note; those that are left for later stand there again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "later", show=False)]

    def __init__(self, draft: str = "") -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        """Says above and below that nobody but the clinic reads it."""
        with Vertical(classes="box note"):
            yield Label(say("note.title"), id="note-title")
            yield Composer(id="note", label=say("note.label"))
            yield Label(say("note.hint"))

    def on_mount(self) -> None:
        """Ready to write on."""
        field = self.query_one(Composer)
        field.insert(self._draft)
        field.focus()

    def action_later(self) -> None:
        """Esc closes the box; nothing is lost."""
        self.dismiss(Written(self.query_one(Composer).text, done=False))

    @on(Composer.Sent)
    def _done(self, message: Composer.Sent) -> None:
        message.stop()
        self.dismiss(Written(message.text, done=True))
