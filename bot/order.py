"""Order within a conversation: one message at a time, a few may wait, the rest are turned away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from bot.errors import Problem


@dataclass(slots=True)
class Line:
    """Those of one conversation who have the turn or wait for it; the lock is the turn."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0

    @property
    def crowded(self) -> bool:
        """Whether somebody else stands here too, and may have changed things before our turn."""
        return self.people > 1


class Order:
    """One line a conversation, which exists only while somebody stands in it."""

    def __init__(self, most_waiting: int) -> None:
        self._most = most_waiting
        self._lines: dict[str, Line] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def place(self, conversation: str) -> Iterator[Line]:
        """A place in the line, or the problem that too many wait already."""
        line = self._lines.get(conversation)
        if line and line.people > self._most:  # one has the turn, the others wait
            raise Problem("too_busy", headers={"Retry-After": "1"})
        with self._stand_in(conversation) as joined:
            yield joined

    @asynccontextmanager
    async def alone(self, conversation: str) -> AsyncIterator[None]:
        """The turn, for the service's own work; it is never turned away."""
        with self._stand_in(conversation) as line:
            async with line.turn:
                yield

    @contextmanager
    def _stand_in(self, conversation: str) -> Iterator[Line]:
        line = self._lines.setdefault(conversation, Line())
        line.people += 1
        self._idle.clear()
        try:
            yield line
        finally:
            line.people -= 1
            if not line.people:
                del self._lines[conversation]
            if not self._lines:
                self._idle.set()

    async def until_idle(self) -> None:
        """Wait until no conversation is in a turn or waits for one."""
        await self._idle.wait()
