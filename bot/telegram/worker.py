"""Who is next: one update of a chat at a time, in Telegram's order; chats in trouble first."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.background import in_background
from bot.store.telegram_updates import Arrival

AT_ONCE = 8
RETRY_SECONDS = 1.0
URGENT, ORDINARY = 0, 1


@dataclass(slots=True)
class _Line:
    numbers: list[int] = field(default_factory=list)  # a heap
    urgent: set[int] = field(default_factory=set)
    busy: bool = False
    rank: int | None = None  # as it stands among the chats that are due


class Worker:
    """Calls `handle` with chat and update; if that says False, again a little later."""

    def __init__(self, handle: Callable[[int, int], Awaitable[bool]]) -> None:
        self._handle = handle
        self._lines: dict[int, _Line] = {}
        self._due: list[tuple[int, int, int]] = []
        self._count = itertools.count()
        self._there = asyncio.Semaphore(0)

    def add(self, arrival: Arrival) -> None:
        """Take an update; whoever may have an emergency is served before all others."""
        line = self._lines.setdefault(arrival.chat_id, _Line())
        heapq.heappush(line.numbers, arrival.update_id)
        if arrival.urgent:
            line.urgent.add(arrival.update_id)
        self._queue(arrival.chat_id)

    def has(self, chat: int) -> bool:
        """Whether updates of this chat are under way or wait."""
        return chat in self._lines

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Worker]:
        """Work inside this context; what is under way at its end is in the inbox still."""
        async with in_background(*(self._work() for _ in range(AT_ONCE))):
            yield self

    def _queue(self, chat: int) -> None:
        line = self._lines.get(chat)
        if line is None or line.busy:
            return
        if not line.numbers:
            del self._lines[chat]
            return
        rank = URGENT if line.urgent else ORDINARY
        if line.rank is None or rank < line.rank:
            line.rank = rank
            heapq.heappush(self._due, (rank, next(self._count), chat))
            self._there.release()

    async def _work(self) -> None:
        while True:
            await self._there.acquire()
            rank, _, chat = heapq.heappop(self._due)
            line = self._lines.get(chat)
            if line is None or line.busy or line.rank != rank:
                continue  # it has moved forward in the queue meanwhile
            line.busy, line.rank = True, None
            number = heapq.heappop(line.numbers)
            done = False
            try:
                done = await self._handle(chat, number)
            except asyncio.CancelledError:  # whoever works here next takes it up again
                heapq.heappush(line.numbers, number)
                self._let_go(chat)
                raise
            if done:
                line.urgent.discard(number)
                self._let_go(chat)
            else:
                heapq.heappush(line.numbers, number)
                asyncio.get_running_loop().call_later(RETRY_SECONDS, self._let_go, chat)

    def _let_go(self, chat: int) -> None:
        self._lines[chat].busy = False
        self._queue(chat)
