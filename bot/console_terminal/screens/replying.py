"""Writing to the person: the reply field, ready replies, and that somebody types."""

from __future__ import annotations

from functools import partial

from textual import on, work
from textual.content import Content
from textual.widgets import Static, TextArea

from bot.console_terminal.canned import unfilled, unknown_code
from bot.console_terminal.desk import Desk
from bot.console_terminal.draw import one_line
from bot.console_terminal.live_talk import with_line
from bot.console_terminal.message_ids import MessageIds
from bot.console_terminal.models import Talk
from bot.console_terminal.screens.watching import WatchingScreen
from bot.console_terminal.typing_sign import TypingSign
from bot.console_terminal.widgets.composer import Composer
from bot.console_terminal.words import say

SUGGESTIONS = 4


class ReplyingScreen(WatchingScreen):
    """A conversation one may write in; a reply is kept in the field until it has been sent."""

    def __init__(self, desk: Desk, conversation: str, *, write: bool = False) -> None:
        super().__init__(desk)
        self.conversation = conversation
        self.talk: Talk | None = None
        self._write = write
        self._ids = MessageIds()
        self._sign = TypingSign(partial(desk.console.typing, conversation), desk.clock)

    @property
    def mine(self) -> bool:
        """Whether this agent holds it."""
        return self.talk is not None and self.desk.writes_in(self.talk.row)

    @property
    def _is_call(self) -> bool:
        return self.talk is not None and self.talk.call is not None

    def now(self, talk: Talk) -> None:
        """Show the conversation as it is now."""
        self.talk = talk

    def rest(self) -> None:
        """Whoever leaves the field does not write any more."""
        super().rest()
        self.run_worker(self._sign.over(), group="typing")

    async def action_reply(self) -> None:
        """Write to the person; only who holds the conversation may."""
        if not self.mine:
            self.tell(say("talk.is_call" if self._is_call else "talk.take_first"), trouble=True)
            return
        reply = self.query_one("#reply", Composer)
        reply.display = True
        reply.focus()
        replies = await self.attempt(self.desk.console.canned(self.conversation))
        reply.offer(replies or ())

    @on(Composer.Sent, "#reply")
    def _reply(self, message: Composer.Sent) -> None:
        left, code = unfilled(message.text), unknown_code(message.text)
        if code:
            self.tell(say("talk.no_such_reply", code=code), trouble=True)
        elif left:
            self.tell(say("talk.unfilled", names=", ".join(left)), trouble=True)
        else:
            self._send(message.text)

    @work(exclusive=True, group="send")
    async def _send(self, text: str) -> None:
        message_id = self._ids.id_for(text)
        line = await self.attempt(self.desk.console.say(self.conversation, text, message_id))
        if line is None or not self.talk:
            return
        self._ids.gone_through()
        self.query_one("#reply", Composer).clear()
        self.now(with_line(self.talk, line))
        self.tell(say("talk.sent"))

    @on(TextArea.Changed, "#reply")
    def _types(self, event: TextArea.Changed) -> None:
        if self.mine:
            self.run_worker(self._sign.changed(event.text_area.text), group="typing")

    @on(Composer.Suggested)
    def _suggest(self, message: Composer.Suggested) -> None:
        shown = self.query_one("#suggestions", Static)
        shown.display = bool(message.replies)
        lines = [
            Content.assemble((f"/{one.code}", "bold $primary"), f"  {one_line(one.text)}")
            for one in message.replies[:SUGGESTIONS]
        ]
        shown.update(Content("\n").join(lines))
