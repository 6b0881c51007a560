"""The queue: emergencies first, live, with views, filters and search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from bot.console_terminal import wire
from bot.console_terminal.board import TABS, Board, View
from bot.console_terminal.desk import Desk, Looking, OpenTalk
from bot.console_terminal.events import Event
from bot.console_terminal.keymap import bindings
from bot.console_terminal.models import Row
from bot.console_terminal.screens.base import ConsoleScreen
from bot.console_terminal.widgets.one_line import OneLine
from bot.console_terminal.widgets.queue_list import QueueList
from bot.console_terminal.words import say, term, words

REDRAW_SECONDS = 15.0


class QueueScreen(ConsoleScreen):
    """All conversations that an agent may see."""

    GROUP: ClassVar[str] = "queue"
    AUTO_FOCUS = "#queue"
    BINDINGS: ClassVar[list[BindingType]] = bindings("queue")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view = View()
        self._board = Board(desk.my_id)

    def body(self) -> ComposeResult:
        """Filters, search, list."""
        yield Static(id="filters")
        yield OneLine(id="search", placeholder=say("queue.search"))
        yield QueueList(id="queue")
        yield Static(say("queue.empty"), id="empty")

    def on_mount(self) -> None:
        """Fetch, and let waiting times grow."""
        super().on_mount()
        self.query_one("#search").display = False
        self.query_one("#empty").display = False
        self.rest()
        self.look(self._view)
        self.set_interval(REDRAW_SECONDS, self.draw)

    def on_screen_resume(self) -> None:
        """No conversation is looked at any more."""
        self.post_message(Looking(""))

    def rest(self) -> None:
        """The list has the cursor."""
        self.query_one(QueueList).focus()

    def heard(self, event: Event) -> None:
        """Rows that change find their place; nothing is asked for."""
        if event.name in ("queue", "emergency"):
            self._board.put(wire.part(event.data, "row", wire.row))
        elif event.name == "gone":
            self._board.drop(str(event.data.get("id")))
        elif event.name == "reset":
            self.fetch()
        else:
            return
        self.draw()

    def look(self, view: View) -> None:
        """Have another view shown."""
        self._view = view
        self._draw_filters()
        self.fetch()

    @work(exclusive=True, group="queue")
    async def fetch(self) -> None:
        """The queue as it is now."""
        await self.snapshot(self.desk.console.queue(self._view.query()), self._load)

    def _load(self, rows: Sequence[Row]) -> None:
        self._board.load(self._view, rows)
        self.draw()

    def draw(self) -> None:
        """The list, or a sentence if it is empty."""
        rows = self._board.rows()
        queue = self.query_one(QueueList)
        queue.show(rows, self.desk.my_id, self.desk.clock())
        queue.set_class(not rows, "nothing")
        self.query_one("#empty").display = not rows

    def _draw_filters(self) -> None:
        tabs = [(tab, say(f"queue.tabs.{tab}")) for tab in TABS]
        drawn = [
            Content.styled(f"[{name}]", "bold $primary")
            if tab == self._view.tab
            else Content(f" {name} ")
            for tab, name in tabs
        ]
        level, channel = self._view.level, self._view.channel
        filters = say(
            "queue.filters",
            level=term("levels", level) if level else say("queue.any"),
            channel=term("channels", channel) if channel else say("queue.any"),
        )
        line = Content.assemble(Content(" ").join(drawn), (f"   {filters}", "$muted"))
        self.query_one("#filters", Static).update(line)

    @on(OptionList.OptionSelected, "#queue")
    def _open(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.post_message(OpenTalk(event.option_id))

    @on(Input.Submitted, "#search")
    def _searched(self, event: Input.Submitted) -> None:
        self.look(replace(self._view, words=event.value.strip()))
        self.rest()

    def action_search(self) -> None:
        """Type what to look for."""
        field = self.query_one("#search", Input)
        field.display = True
        field.focus()

    def back(self) -> None:
        """Esc in the queue takes a search away; the queue itself stays."""
        field = self.query_one("#search", Input)
        field.value, field.display = "", False
        if self._view.words:
            self.look(replace(self._view, words=""))

    def action_next(self) -> None:
        """Down."""
        self.query_one(QueueList).action_cursor_down()

    def action_previous(self) -> None:
        """Up."""
        self.query_one(QueueList).action_cursor_up()

    def action_open(self) -> None:
        """Open what is chosen."""
        self.query_one(QueueList).action_select()

    def action_mine(self) -> None:
        """Only mine."""
        self.look(replace(self._view, tab="mine"))

    def action_unassigned(self) -> None:
        """Only those that nobody has."""
        self.look(replace(self._view, tab="unassigned"))

    def action_all(self) -> None:
        """All."""
        self.look(replace(self._view, tab="all"))

    def action_urgency(self) -> None:
        """The next level, then any again."""
        level = following(self._view.level, list(words()["levels"]))
        self.look(replace(self._view, level=level))

    def action_channel(self) -> None:
        """The next channel, then any again."""
        channel = following(self._view.channel, list(words()["channels"]))
        self.look(replace(self._view, channel=channel))

    @work
    async def action_take(self) -> None:
        """Take over what is chosen, and open it."""
        chosen = self.query_one(QueueList).chosen
        row = await self.attempt(self.desk.console.claim(chosen)) if chosen else None
        if row:
            self.post_message(OpenTalk(row.id, write=True))


def following(value: str, values: list[str]) -> str:
    """The value after this one; after the last comes none."""
    circle = ["", *values]
    return circle[(circle.index(value) + 1) % len(circle)]
