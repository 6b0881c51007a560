"""What the screens ask of the service: the console API as this console uses it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from bot.console_terminal.events import Event
from bot.console_terminal.models import Call, Canned, Figures, Heard, Line, Me, Row, Talk, Topic

Filters = dict[str, str]
"""`tab`, `q`, `urgency`, `channel`, as the queue's address has them."""


class Console(Protocol):
    """One agent's connection; every call raises a ConsoleError with a sentence if it fails."""

    async def look(self) -> None:
        """Whether a service with users answers; raises what an agent should know before typing."""

    async def sign_in(self, name: str, password: str) -> Me:
        """Begin a session; its token is kept in memory only."""

    async def sign_out(self) -> None:
        """End the session at the service, too."""

    async def queue(self, filters: Filters) -> Sequence[Row]:
        """The conversations that fit."""

    async def talk(self, conversation: str) -> Talk:
        """A conversation with its record, notes and viewers."""

    async def claim(self, conversation: str) -> Row:
        """Take it over; refused if somebody else was faster."""

    async def release(self, conversation: str) -> Row:
        """Hand it back to the bot."""

    async def say(self, conversation: str, text: str, message_id: str) -> Line:
        """Send a reply; the same id never sends it twice."""

    async def typing(self, conversation: str, on: bool) -> None:
        """Have the person see that somebody writes, or no longer."""

    async def note(self, conversation: str, text: str) -> Line:
        """Keep a private note."""

    async def misread(self, conversation: str, message_id: str) -> None:
        """Collect a message that was understood wrongly."""

    async def correct(self, conversation: str, topic: Topic, status: str) -> None:
        """Put something right by hand, as the agent's."""

    async def canned(self, conversation: str) -> Sequence[Canned]:
        """The clinic's ready replies, filled in for this conversation."""

    async def topics(self) -> Sequence[Topic]:
        """All that can be put right."""

    async def summary(self, conversation: str) -> str:
        """The summary as plain text."""

    async def summary_pdf(self, conversation: str) -> bytes:
        """The summary as a PDF."""

    async def begin_call(self, call: Call) -> Talk:
        """A conversation for somebody on the phone."""

    async def hear(self, conversation: str, said: dict[str, str], message_id: str) -> Heard:
        """What the caller said (`text`, or the `payload` of an answer), understood at once."""

    async def end_call(self, conversation: str) -> None:
        """The caller has hung up."""

    async def figures(self, days: int) -> Figures:
        """How it goes; for supervisors, the service refuses others."""

    async def figures_csv(self, days: int) -> bytes:
        """The same as rows."""

    def news(self, conversation: str, after: str) -> AsyncGenerator[Event, None]:
        """The news after an event; `conversation` is the one that is looked at, if any."""

    async def close(self) -> None:
        """Let the connection go."""
