"""Listens to the news, comes back when the connection breaks, and says how it stands."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from bot.console_terminal.backoff import Backoff
from bot.console_terminal.console import Console
from bot.console_terminal.errors import ConsoleError, SignedOut
from bot.console_terminal.events import Event

Tell = Callable[[Event], None]
Connection = Callable[[float | None], None]


class Feed:
    """`connection` is told None when news arrive, and the seconds to the next try when not.

    Having a conversation's stream open is what "viewing" means to other agents, so looking at
    another conversation opens another stream, which begins after the last event that was heard.
    """

    def __init__(
        self,
        console: Console,
        tell: Tell,
        connection: Connection,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._console = console
        self._tell = tell
        self._connection = connection
        self._sleep = sleep
        self._backoff = Backoff()
        self._conversation = ""
        self._last = ""
        self._stream: asyncio.Task[None] | None = None

    def watch(self, conversation: str) -> None:
        """Look at this conversation (none: only the queue)."""
        if conversation != self._conversation:
            self._conversation = conversation
            if self._stream:
                self._stream.cancel()

    async def run(self, event_id: str) -> None:
        """Until cancelled, or signed out (which is raised); signed in again, it goes on."""
        self._last = self._last or event_id
        while True:
            stream = self._stream = asyncio.create_task(self._listen(self._conversation))
            try:
                await stream
            except asyncio.CancelledError:
                if _ending():
                    raise
                continue  # another conversation is looked at
            except SignedOut:
                raise
            except ConsoleError:
                pass
            finally:
                stream.cancel()
            await self._wait()

    async def _wait(self) -> None:
        seconds = self._backoff.next()
        self._connection(seconds)
        await self._sleep(seconds)

    async def _listen(self, conversation: str) -> None:
        stream = self._console.news(conversation, self._last)
        async with contextlib.aclosing(stream) as news:
            async for event in news:
                self._backoff.reset()
                self._connection(None)
                self._last = event.id or self._last
                self._tell(event)


def _ending() -> bool:
    """Whether it is this task that was cancelled, not only the stream it waits for."""
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0
