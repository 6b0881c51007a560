"""What every screen does alike: sentences for errors, the connection, leaving a field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, TextArea

from bot.console_terminal.desk import ConnectionChanged, Desk, News, SessionEnded
from bot.console_terminal.errors import Away, ConsoleError, SignedOut
from bot.console_terminal.events import Event
from bot.console_terminal.keeping import keep
from bot.console_terminal.widgets.bars import Alarm, KeyLine, Notice, TitleBar
from bot.console_terminal.words import say, sentence, term

T = TypeVar("T")

WIDTHS = [(0, "narrow"), (100, "wide")]
"""From how many columns on which class holds."""


class ConsoleScreen(Screen[None]):
    """A screen with a title, an alarm, a line for sentences, and its keys at the bottom."""

    GROUP: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    HORIZONTAL_BREAKPOINTS = WIDTHS

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._meanwhile: list[Event] = []
        self._loading = 0
        self._told_away = False

    def compose(self) -> ComposeResult:
        """Title, alarm, the screen's own parts, sentence, keys."""
        yield TitleBar()
        yield Alarm()
        with Vertical(id="body"):
            yield from self.body()
        yield Notice()
        yield KeyLine(self.GROUP, self.desk.rights)

    def body(self) -> ComposeResult:
        """The parts between title and keys."""
        yield from ()

    def on_mount(self) -> None:
        """The first drawing."""
        self.query_one(Alarm).lower()
        self.draw_title()

    def title_words(self) -> str:
        """What stands on the left of the title."""
        return say(f"titles.{self.GROUP}")

    def draw_title(self) -> None:
        """Where one is; who is signed in; whether news arrive."""
        me, offline = self.desk.me, self.desk.offline
        state = say("live") if offline is None else say("offline", seconds=max(1, round(offline)))
        who = say("signed_in", name=me.display, role=term("roles_of_agents", me.role)) if me else ""
        self.query_one(TitleBar).show(self.title_words(), f"{who}  {state}")

    def tell(self, words: str, *, trouble: bool = False) -> None:
        """Say a sentence; it stays until the next."""
        self._told_away = False
        self.query_one(Notice).tell(words, trouble=trouble)

    def keep(self, name: str, data: bytes) -> Path | None:
        """Write a file where the console was started; None if that failed, which has been told."""
        path = self.desk.folder / name
        try:
            keep(path, data)
        except OSError as error:
            reason = error.strerror or str(error)
            self.tell(say("not_kept", path=path, reason=reason), trouble=True)
            return None
        return path

    async def attempt(self, call: Awaitable[T]) -> T | None:
        """Wait for the service; None if it failed, which has been told then."""
        try:
            return await call
        except SignedOut as error:
            self.tell(sentence(error), trouble=True)
            self.post_message(SessionEnded())
        except ConsoleError as error:
            self.tell(sentence(error), trouble=True)
            self._told_away = isinstance(error, Away)
        return None

    async def done(self, call: Awaitable[None], words: str) -> bool:
        """Whether a call that answers nothing has worked; says `words` if so."""

        async def marked() -> bool:
            await call
            return True

        worked = bool(await self.attempt(marked()))
        if worked:
            self.tell(words)
        return worked

    async def snapshot(self, call: Awaitable[T], take: Callable[[T], None]) -> None:
        """Take what the service holds, then once more the news that came meanwhile."""
        self._loading += 1
        try:
            taken = await self.attempt(call)
        finally:
            self._loading -= 1
            meanwhile = list(self._meanwhile)
            if not self._loading:
                self._meanwhile.clear()
        if taken is not None:
            take(taken)
            for event in meanwhile:
                self.heard(event)

    def action_leave(self) -> None:
        """Esc: out of a field first, then out of the screen."""
        if isinstance(self.focused, Input | TextArea):
            self.rest()
        else:
            self.back()

    def rest(self) -> None:
        """Where the cursor goes when a field is left; letters are keys again."""
        self.set_focus(None)

    def back(self) -> None:
        """Out of the screen."""
        self.dismiss()

    def heard(self, event: Event) -> None:
        """News of the service; screens take what concerns them."""

    @on(News)
    def _news(self, message: News) -> None:
        if self._loading:
            self._meanwhile.append(message.event)
        try:
            self.heard(message.event)
        except ConsoleError as error:
            self.tell(sentence(error), trouble=True)

    @on(ConnectionChanged)
    def _connection(self) -> None:
        self.draw_title()
        if self._told_away and self.desk.offline is None:
            self.tell(say("live_again"))
