"""The channel as part of the service: takes updates in at once, answers when connected.

This module does without aiogram, which takes seconds to load: a service without Telegram never
loads it, and one with it takes updates in and serves the website meanwhile.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from typing import Any

import structlog

from bot.background import in_background
from bot.errors import StoreError
from bot.store import telegram_chats, telegram_updates
from bot.telegram.desk import Desk
from bot.telegram.intake import Intake
from bot.telegram.reorder import Reorder
from bot.telegram.worker import Worker

Json = dict[str, Any]
log = structlog.get_logger(__name__)

KEPT_SECONDS = 2 * 86400.0
"""Telegram repeats an update for a day at most."""
TIDY_SECONDS = 3600.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


class Channel:
    """Everything of Telegram that has to be there before anything can be lost."""

    intake: Intake

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.username: str | None = None
        self.worker = Worker(self._handle)
        self.on_line: Callable[[int], None] = lambda chat: None
        self.handle: Callable[[int, int], Any] | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Channel]:
        """Take updates in inside this context; the connection is made in the background."""
        database = self.desk.database
        known = await database.read(telegram_updates.highest)
        reorder = Reorder(self.worker.add, known)
        by_webhook = bool(self.desk.settings.telegram_public_url)
        release = reorder.add if by_webhook else self.worker.add  # polling keeps the order
        self.intake = Intake(database, self.desk.hints, release)
        self.desk.bound.update(await database.read(telegram_chats.all_bound))
        for arrival in await database.read(telegram_updates.waiting):
            self.worker.add(arrival)
        with self.desk.live.watching(self._hear):
            async with in_background(self._connect(), self._tidy()):
                try:
                    yield self
                finally:
                    reorder.close()

    async def _connect(self) -> None:
        """Until Telegram does not know the token; whatever else breaks it off, it begins anew."""
        pause = FIRST_PAUSE
        while True:
            try:
                connection = await asyncio.to_thread(import_module, "bot.telegram.connection")
                await connection.serve(self)
                return
            except Exception as error:  # the website goes on meanwhile
                log.error("telegram_stopped", exc_info=error, seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _handle(self, chat: int, number: int) -> bool:
        try:
            return bool(self.handle and await self.handle(chat, number))
        except Exception as error:  # it is in the inbox still; the others must not wait for it
            log.error("telegram_update_failed", exc_info=error)
            return False

    def _hear(self, conversation: str, frame: Json) -> None:
        """A line that comes up by itself: a late answer, an agent's words."""
        if frame["type"] == "erased":
            self.desk.bound.pop(conversation, None)
        chat = self.desk.bound.get(conversation)
        if chat is not None and frame["type"] == "message" and frame["role"] != "user":
            self.on_line(chat)

    async def _tidy(self) -> None:
        database = self.desk.database
        while True:
            try:
                forget = partial(telegram_updates.forget, before=time.time() - KEPT_SECONDS)
                await database.write(forget)
                await database.write(telegram_chats.forget_links)
            except StoreError as error:
                log.error("tidying_failed", error=type(error).__name__)
            await asyncio.sleep(TIDY_SECONDS)
