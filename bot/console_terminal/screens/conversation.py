"""One conversation: transcript and record, live; taking over and handing back."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from bot.console_terminal import wire
from bot.console_terminal.desk import Looking, OpenCall
from bot.console_terminal.draw import clean
from bot.console_terminal.events import Event
from bot.console_terminal.keymap import bindings
from bot.console_terminal.live_talk import apply, concerns, with_line
from bot.console_terminal.models import Person, Record, Row, Talk
from bot.console_terminal.screens.replying import ReplyingScreen
from bot.console_terminal.widgets.composer import Composer
from bot.console_terminal.widgets.queue_list import facts, quotes
from bot.console_terminal.widgets.record import RecordPane, gist
from bot.console_terminal.widgets.transcript import Transcript
from bot.console_terminal.words import say


class ConversationScreen(ReplyingScreen):
    """Shows a conversation live."""

    GROUP: ClassVar[str] = "conversation"
    AUTO_FOCUS = "#transcript"
    BINDINGS: ClassVar[list[BindingType]] = bindings("conversation")
    FIRST: ClassVar[str] = "#transcript"

    def body(self) -> ComposeResult:
        """The gist; transcript beside record; below, the reply field."""
        yield Static(id="gist")
        with Horizontal(id="panes"):
            yield Transcript(id="transcript")
            yield RecordPane(id="record")
        yield Static(id="suggestions")
        yield Composer(id="reply", label=say("talk.reply_label"))

    def on_mount(self) -> None:
        """Fetch it; the reply field is there for its holder only."""
        super().on_mount()
        self.query_one("#reply").display = False
        self.query_one("#suggestions").display = False
        self.rest()
        self.fetch()

    def on_screen_resume(self) -> None:
        """This conversation is looked at."""
        self.post_message(Looking(self.conversation))

    @work(exclusive=True, group="talk")
    async def fetch(self) -> None:
        """The conversation as it is now."""
        await self.snapshot(self.desk.console.talk(self.conversation), self._take)
        if self._write and self.mine:
            self._write = False
            self.tell(say("talk.taken"))
            await self.action_reply()

    def _take(self, talk: Talk) -> None:
        call = talk.call
        if call and not call.ended and self.desk.mine(talk.row):
            self.post_message(OpenCall(talk))
        else:
            self.now(talk)

    def kept(self) -> None:
        """What was kept comes with the news; only while there are none it is fetched."""
        if self.desk.offline is not None:
            self.fetch()

    def record(self) -> Record:
        """What is understood so far."""
        return self.talk.record if self.talk else Record()

    def heard(self, event: Event) -> None:
        """Draw what concerns this conversation."""
        if event.name == "reset":
            self.fetch()
        elif event.name == "gone" and concerns(event, self.conversation):
            self.tell(say("talk.gone"), trouble=True)
        elif event.name == "typing" and concerns(event, self.conversation):
            self._others_type(wire.part(event.data, "user", wire.person))
        elif self.talk:
            self.now(apply(self.talk, event))
            if event.name == "emergency" and concerns(event, self.conversation):
                self.tell(say("talk.alarm_here", words=quotes(self.talk.row)), trouble=True)

    def _others_type(self, who: Person | None) -> None:
        if who and who.id != self.desk.my_id:
            self.tell(say("talk.typing", name=clean(who.name)))

    def now(self, talk: Talk) -> None:
        """Draw it only if it has changed."""
        if talk != self.talk:
            self.talk = talk
            self.draw()

    def draw(self) -> None:
        """All of it."""
        if not self.talk:
            return
        self.query_one(Transcript).show(self.talk.lines)
        self.query_one(RecordPane).show(self.talk.record)
        self.query_one("#gist", Static).update(gist(self.talk.record))
        reply = self.query_one("#reply", Composer)
        if reply.has_focus and not self.mine:
            self.rest()
            self.tell(say("talk.lost"), trouble=True)
        reply.display = self.mine or bool(reply.text)
        self.draw_title()

    def title_words(self) -> str:
        """Who it is, who holds it, who else looks."""
        if not self.talk:
            return say("talk.loading")
        row = self.talk.row
        held = [] if row.agent or row.mode == "waiting" else [say("talk.bot_answers")]
        return " · ".join([*facts(row, self.desk.my_id, self.desk.clock()), *held])

    def action_next(self) -> None:
        """A message down."""
        self.query_one(Transcript).action_cursor_down()

    def action_previous(self) -> None:
        """A message up."""
        self.query_one(Transcript).action_cursor_up()

    def action_understanding(self) -> None:
        """How the chosen message was understood."""
        self.query_one(Transcript).fold()

    @work
    async def action_take(self) -> None:
        """Take over; the bot is silent from then on."""
        if await self._hold(self.desk.console.claim(self.conversation), "talk.taken"):
            await self.action_reply()

    @work
    async def action_hand_back(self) -> None:
        """Give it back to the bot."""
        if await self._hold(self.desk.console.release(self.conversation), "talk.handed_back"):
            self.rest()

    async def _hold(self, call: Awaitable[Row], key: str) -> bool:
        row = await self.attempt(call)
        if row is None or not self.talk:
            return False
        self.now(replace(self.talk, row=row))
        self.tell(say(key))
        return True

    @work
    async def action_wrong(self) -> None:
        """Collect the chosen message for review."""
        line = self.query_one(Transcript).chosen
        if not line or line.role != "user" or not line.message_id:
            self.tell(say("talk.not_theirs"), trouble=True)
            return
        call = self.desk.console.misread(self.conversation, line.message_id)
        if await self.done(call, say("talk.collected")) and self.talk:
            self.now(with_line(self.talk, replace(line, misread=True)))
