"""Signing in; the same screen comes back when the session has ended."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Label

from bot.console_terminal.desk import Desk
from bot.console_terminal.errors import ConsoleError
from bot.console_terminal.models import Me
from bot.console_terminal.screens.leading import AT_ONCE, lead
from bot.console_terminal.widgets.bars import Notice
from bot.console_terminal.words import say, sentence


class LoginScreen(Screen[Me]):
    """Asks for a name and a password; the password is kept nowhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False), *AT_ONCE]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Two fields with labels, since a placeholder is gone as soon as one types."""
        with Vertical(id="login"):
            yield Label(say("login.title"), id="login-title")
            yield Label(say("login.name"))
            yield Input(id="name")
            yield Label(say("login.password"))
            yield Input(id="password", password=True)
            yield Notice()

    def on_mount(self) -> None:
        """Say why one is here again, and leave the name filled in."""
        me = self.desk.me
        self.query_one("#name", Input).value = me.name if me else ""
        self.query_one("#password" if me else "#name").focus()
        self.query_one(Notice).tell(say("login.again" if me else "login.hint"))
        self._look()

    @work
    async def _look(self) -> None:
        try:
            await self.desk.console.look()
        except ConsoleError as error:
            self.query_one(Notice).tell(sentence(error), trouble=True)

    async def action_leave(self) -> None:
        """Esc leaves at the start only: later, words that nobody has sent may lie behind this."""
        if self.desk.me:
            self.query_one(Notice).tell(say("how_to_leave"))
        else:
            await self.app.action_quit()

    def action_lead(self) -> None:
        """From the name to the password."""
        lead(self, ("name", "password"))

    @on(Input.Submitted, "#password")
    def _submit(self) -> None:
        name, password = (self.query_one(f"#{field}", Input) for field in ("name", "password"))
        empty = next((field for field in (name, password) if not field.value.strip()), None)
        if empty:
            empty.focus()
            self.query_one(Notice).tell(say("login.empty"), trouble=True)
        else:
            self._sign_in(name.value.strip(), password.value)

    @work(exclusive=True)
    async def _sign_in(self, name: str, password: str) -> None:
        self.query_one(Notice).tell(say("login.wait"))
        try:
            me = await self.desk.console.sign_in(name, password)
        except ConsoleError as error:
            self.query_one(Notice).tell(sentence(error), trouble=True)
            field = self.query_one("#password", Input)
            field.value = ""
            field.focus()
        else:
            self.dismiss(me)
