"""Empties the outbox: in order per chat, no faster than Telegram likes, each thing once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial

import structlog
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.errors import StoreError
from bot.store import telegram_outbox
from bot.store.database import Database
from bot.store.telegram_outbox import Row
from bot.telegram.calls import Calls, is_unchanged
from bot.telegram.pace import Pace

log = structlog.get_logger(__name__)

IN_FLIGHT = 32
LONGEST_PAUSE = 60.0
FIRST_PAUSE = 0.5
MOST_TRIES = 100
GOODBYE_SECONDS = 5.0
GONE = ("chat not found", "user is deactivated", "bot was blocked")


class Sender:
    """One task a chat that has something to be sent; urgent things overtake and do not wait."""

    def __init__(
        self,
        database: Database,
        calls: Calls,
        pace: Pace,
        *,
        on_gone: Callable[[int], Awaitable[object]],
        on_sent: Callable[[Row, str], Awaitable[object]],
        give_up: Callable[[Sequence[Row], str], Awaitable[object]],
    ) -> None:
        self._database = database
        self._calls = calls
        self._pace = pace
        self._on_gone = on_gone
        self._on_sent = on_sent
        self._give_up = give_up
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._news: dict[int, asyncio.Event] = {}
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._closing = False

    def wake(self, chat: int) -> None:
        """There is something new for this chat."""
        if self._closing:
            return
        if chat in self._tasks:
            self._news[chat].set()
            return
        self._news[chat] = asyncio.Event()
        self._tasks[chat] = asyncio.create_task(self._empty(chat))

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[Sender]:
        """Send inside this context, beginning with what a former run left over."""
        for chat in await self._database.read(telegram_outbox.waiting):
            self.wake(chat)
        try:
            yield self
        finally:
            await self._close()

    async def _close(self) -> None:
        """Let what Telegram has in hand be finished, so that nobody needs to ask afterwards."""
        self._closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_SECONDS):
                for _ in range(IN_FLIGHT):
                    await self._room.acquire()
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _empty(self, chat: int) -> None:
        news = self._news[chat]
        try:
            while True:
                news.clear()
                try:
                    row = await self._next(chat)
                    if row is not None:
                        await self._serve(row)
                    elif not news.is_set():
                        return
                except StoreError:
                    await asyncio.sleep(FIRST_PAUSE)
                except Exception as error:  # the chat must not fall silent
                    log.error("telegram_sending_failed", exc_info=error)
                    await asyncio.sleep(LONGEST_PAUSE)
        finally:
            del self._tasks[chat], self._news[chat]

    async def _next(self, chat: int) -> Row | None:
        read = partial(telegram_outbox.next_for, chat_id=chat)
        return await self._database.read(read)

    async def _serve(self, row: Row) -> None:
        """Send one thing when its moment has come; what is urgent goes first."""
        chat, pace = row.chat_id, self._pace
        if (held := pace.held(chat)) > 0:
            await asyncio.sleep(held)
            return  # much may have come up meanwhile
        if not row.urgent:
            if row.kind != "edit" and await self._overtaken(chat, pace.wait_for_chat(chat)):
                return
            if await self._overtaken(chat, pace.wait_for_all()):
                return
        async with self._room:
            pause = await self._try(row)
        await self._overtaken(chat, pause)

    async def _overtaken(self, chat: int, seconds: float) -> bool:
        """Wait; True as soon as something urgent has come up for the chat."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (left := end - loop.time()) > 0:
            self._news[chat].clear()
            try:
                async with asyncio.timeout(left):
                    await self._news[chat].wait()
            except TimeoutError:
                return False
            row = await self._next(chat)
            if row is not None and row.urgent:
                return True
        return False

    async def _try(self, row: Row) -> float:
        """Send it; how long to leave the chat alone then, if Telegram was not well."""
        try:
            number = await self._calls.find(row)
            if number is None:
                number = await self._send(row)
            await self._done(row, number)
        except TelegramRetryAfter as error:
            self._pace.hold(row.chat_id, error.retry_after)
            log.warning("telegram_says_wait", seconds=error.retry_after)
        except (TelegramForbiddenError, TelegramBadRequest, TelegramNotFound) as error:
            await self._refused(row, error)
        except (AiogramError, TimeoutError, OSError) as error:
            return await self._failed(row, error)
        return 0.0

    async def _send(self, row: Row) -> int | None:
        await self._mark(row, self._calls.since(row))
        try:
            return await self._calls.send(row)
        except TelegramRetryAfter:
            await self._mark(row, None)  # this one is surely not sent
            raise

    async def _mark(self, row: Row, newest: int | None) -> None:
        await self._database.write(partial(telegram_outbox.mark_tried, row=row.id, newest=newest))

    async def _done(self, row: Row, number: int | None) -> None:
        await self._database.write(partial(telegram_outbox.sent, row=row, number=number))
        if row.body.get("agent"):
            await self._on_sent(row, "sent")

    async def _refused(self, row: Row, error: TelegramAPIError) -> None:
        """Telegram will never take it: the chat is gone, or this one thing is not to its liking."""
        if is_unchanged(error):
            await self._done(row, None)
            return
        words = error.message.lower()
        if isinstance(error, TelegramForbiddenError) or any(word in words for word in GONE):
            log.info("telegram_chat_gone", conversation=row.conversation)
            await self._give_up([row], "blocked")
            await self._on_gone(row.chat_id)
            return
        if row.kind == "message" and "parse" in words and "plain" not in row.body:
            await self._database.write(partial(telegram_outbox.make_plain, row=row))
            return
        level = log.info if row.kind in ("edit", "leave") else log.error
        level("telegram_refused", conversation=row.conversation, error=type(error).__name__)
        await self._give_up([row], "refused")

    async def _failed(self, row: Row, error: Exception) -> float:
        """Telegram could not be reached, or was lost on the way: asked again, ever more slowly."""
        log.warning("telegram_failed", error=type(error).__name__, count=row.tries + 1)
        if row.tries >= MOST_TRIES:
            await self._give_up([row], "unreachable")
            return 0.0
        await self._database.write(partial(telegram_outbox.count_failure, row=row.id))
        return min(FIRST_PAUSE * 2.0 ** min(row.tries, 10), LONGEST_PAUSE)
