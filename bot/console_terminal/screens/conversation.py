"""One conversation: transcript, record, taking over, replying, handing back."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from bot.console_terminal.canned import unfilled
from bot.console_terminal.desk import Desk, Looking
from bot.console_terminal.draw import one_line
from bot.console_terminal.events import Event
from bot.console_terminal.keymap import bindings
from bot.console_terminal.live_talk import apply, concerns, with_line
from bot.console_terminal.models import Record, Row, Talk
from bot.console_terminal.screens.watching import WatchingScreen
from bot.console_terminal.widgets.composer import Composer
from bot.console_terminal.widgets.queue_list import facts
from bot.console_terminal.widgets.record import RecordPane, gist
from bot.console_terminal.widgets.transcript import Transcript
from bot.console_terminal.words import say

SUGGESTIONS = 4


class ConversationScreen(WatchingScreen):
    """Shows a conversation live; a reply is kept in the field until it has been sent."""

    GROUP: ClassVar[str] = "conversation"
    AUTO_FOCUS = "#transcript"
    BINDINGS: ClassVar[list[BindingType]] = bindings("conversation")
    FIRST: ClassVar[str] = "#transcript"

    def __init__(self, desk: Desk, conversation: str) -> None:
        super().__init__(desk)
        self.conversation = conversation
        self._talk: Talk | None = None
        self._message_id = ""

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
        await self.snapshot(self.desk.console.talk(self.conversation), self._now)

    def kept(self) -> None:
        """What was kept comes with the news; only while there are none it is fetched."""
        if self.desk.offline is not None:
            self.fetch()

    def record(self) -> Record:
        """What is understood so far."""
        return self._talk.record if self._talk else Record()

    def heard(self, event: Event) -> None:
        """Draw what concerns this conversation."""
        if event.name == "reset":
            self.fetch()
        elif event.name == "gone" and concerns(event, self.conversation):
            self.tell(say("talk.gone"), trouble=True)
        elif event.name == "typing" and concerns(event, self.conversation):
            self.tell(say("talk.typing", name=event.data["user"]["name"]))
        elif self._talk:
            self._now(apply(self._talk, event))

    def _now(self, talk: Talk) -> None:
        if talk != self._talk:
            self._talk = talk
            self.draw()

    def draw(self) -> None:
        """All of it."""
        if not self._talk:
            return
        self.query_one(Transcript).show(self._talk.lines)
        self.query_one(RecordPane).show(self._talk.record)
        self.query_one("#gist", Static).update(gist(self._talk.record))
        mine = self.desk.mine(self._talk.row)
        reply = self.query_one("#reply", Composer)
        if reply.has_focus and not mine:
            self.rest()
            self.tell(say("talk.lost"), trouble=True)
        reply.display = mine or bool(reply.text)
        self.draw_title()

    def title_words(self) -> str:
        """Who it is, who holds it, who else looks."""
        if not self._talk:
            return say("talk.loading")
        row = self._talk.row
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
        if row is None or not self._talk:
            return False
        self._now(replace(self._talk, row=row))
        self.tell(say(key))
        return True

    async def action_reply(self) -> None:
        """Write to the person; only who holds the conversation may."""
        if not self._talk or not self.desk.mine(self._talk.row):
            self.tell(say("talk.take_first"), trouble=True)
            return
        reply = self.query_one("#reply", Composer)
        reply.display = True
        reply.focus()
        replies = await self.attempt(self.desk.console.canned(self.conversation))
        reply.offer(replies or ())

    @on(Composer.Sent, "#reply")
    def _reply(self, message: Composer.Sent) -> None:
        left = unfilled(message.text)
        if left:
            self.tell(say("talk.unfilled", names=", ".join(left)), trouble=True)
        else:
            self._send(message.text)

    @work(exclusive=True, group="send")
    async def _send(self, text: str) -> None:
        # The same id until it has gone through, so that a second try never says it twice.
        self._message_id = self._message_id or uuid.uuid4().hex
        line = await self.attempt(self.desk.console.say(self.conversation, text, self._message_id))
        if line is None or not self._talk:
            return
        self._message_id = ""
        self.query_one("#reply", Composer).clear()
        self._now(with_line(self._talk, line))
        self.tell(say("talk.sent"))

    @on(Composer.Suggested)
    def _suggest(self, message: Composer.Suggested) -> None:
        shown = self.query_one("#suggestions", Static)
        shown.display = bool(message.replies)
        lines = [
            Content.assemble((f"/{one.code}", "bold $primary"), f"  {one_line(one.text)}")
            for one in message.replies[:SUGGESTIONS]
        ]
        shown.update(Content("\n").join(lines))

    @work
    async def action_wrong(self) -> None:
        """Collect the chosen message for review."""
        line = self.query_one(Transcript).chosen
        if not line or line.role != "user" or not line.message_id:
            self.tell(say("talk.not_theirs"), trouble=True)
            return
        call = self.desk.console.misread(self.conversation, line.message_id)
        if await self.done(call, say("talk.collected")) and self._talk:
            self._now(with_line(self._talk, replace(line, misread=True)))
