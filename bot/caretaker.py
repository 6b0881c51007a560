"""Work nobody waits for: answering what was left over, erasing what is due."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import structlog

from bot.answering import Answering
from bot.background import in_background
from bot.engine_pool import EnginePool
from bot.erasing import Erasing
from bot.errors import BotError
from bot.store import erasure, inbox
from bot.store.conversations import Access
from bot.store.database import Database

log = structlog.get_logger(__name__)

ROUND_SECONDS = 5.0
RETENTION_SECONDS = 600.0
AT_ONCE = 4


class Caretaker:
    """Makes a round whenever a worker becomes ready, and every few seconds while work is left."""

    def __init__(
        self,
        database: Database,
        answering: Answering,
        erasing: Erasing,
        pool: EnginePool,
        retention_seconds: float,
    ) -> None:
        self._database = database
        self._answering = answering
        self._erasing = erasing
        self._pool = pool
        self._retention_seconds = retention_seconds
        self._wanted = asyncio.Event()
        self._erased_at = 0.0
        pool.on_ready(self._wanted.set)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Caretaker]:
        """Make rounds inside this context; what a former run left over is known from the start."""
        self._answering.behind.update(await self._database.read(inbox.waiting_conversations))
        async with in_background(self._make_rounds()):
            yield self

    async def _make_rounds(self) -> None:
        while True:
            try:
                async with asyncio.timeout(ROUND_SECONDS):
                    await self._wanted.wait()
            except TimeoutError:
                pass
            self._wanted.clear()
            try:
                await self.make_round()
            except BotError as error:
                log.error("round_failed", error=type(error).__name__)

    async def make_round(self) -> None:
        """Answer and erase what can be now."""
        if self._pool.ready_workers:
            await self._answer_left_over()
            await self._erase_left_over()
        now = time.monotonic()
        if not self._erased_at or now - self._erased_at > RETENTION_SECONDS:
            self._erased_at = now
            await self._erase_old()
            if self._erasing.scrub_due:
                await self._erasing.scrub()

    async def _answer_left_over(self) -> None:
        if not self._answering.behind:
            return
        # From the database, as it knows who has waited longest.
        waiting = await self._database.read(inbox.waiting_conversations)
        self._answering.behind.intersection_update(waiting)
        room = asyncio.Semaphore(AT_ONCE)
        due = [one for one in waiting if one in self._answering.behind]
        await asyncio.gather(*(self._catch_up(one, room) for one in due))

    async def _catch_up(self, conversation: str, room: asyncio.Semaphore) -> None:
        worker = self._pool.worker_for(conversation)
        async with room:
            if worker.state != "ready":
                return
            try:
                await self._answering.catch_up(conversation)
            except BotError as error:
                log.error(
                    "catching_up_failed", conversation=conversation, error=type(error).__name__
                )

    async def _erase_left_over(self) -> None:
        for conversation in await self._database.read(erasure.unconfirmed):
            await self._erasing.erase_at_engine(conversation)

    async def _erase_old(self) -> None:
        due = partial(erasure.older_than, moment=time.time() - self._retention_seconds)
        for conversation in await self._database.read(due):
            await self._erasing.erase(Access(conversation, None), scrub=False)
            log.info("erased_by_age", conversation=conversation)
