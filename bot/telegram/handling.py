"""One update from the inbox to the outbox: handled, and all it led to stored in one go."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.errors import NotNow, Problem, StoreError
from bot.store import telegram_outbox, telegram_updates
from bot.store.telegram_outbox import Send
from bot.telegram import commands, membership, talk, taps
from bot.telegram.desk import Desk
from bot.telegram.typing import typing

log = structlog.get_logger(__name__)

TRIES = 2


def make_dispatcher() -> Dispatcher:
    """aiogram's tree of handlers, in the order in which they are asked."""
    dispatcher = Dispatcher(disable_fsm=True)
    for part in (membership, commands, talk, taps):
        dispatcher.include_router(part.make_router())
    return dispatcher


class Handling:
    """Handles updates; `wake` hears of chats that have something to be sent."""

    def __init__(
        self, bot: Bot, desk: Desk, wake: Callable[[int], None], waits: Callable[[int], bool]
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._dispatcher = make_dispatcher()
        self._wake = wake
        self._waits = waits
        self._failures: Counter[int] = Counter()
        self._flooding: set[int] = set()
        self._news: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def handle(self, chat_id: int, update_id: int) -> bool:
        """Handle one update; False if it has to be tried again later."""
        database = self._desk.database
        try:
            read = partial(telegram_updates.raw, update_id=update_id)
            sends = await self._sends(chat_id, update_id, await database.read(read))
            self._news.discard(chat_id)
            finish = partial(
                telegram_outbox.finish,
                update_id=update_id,
                chat_id=chat_id,
                sends=sends,
                render=self._desk.renderer.line,
            )
            if await database.write(finish):
                self._wake(chat_id)
        except (StoreError, NotNow):
            return False
        if chat_id in self._news:  # a line came up while the others were stored
            self._begin(chat_id)
        return True

    async def _sends(self, chat_id: int, update_id: int, raw: str | None) -> list[Send]:
        if raw is None:
            return self._flood(chat_id)
        self._flooding.discard(chat_id)
        try:
            update = Update.model_validate(json.loads(raw), context={"bot": self._bot})
            async with typing(self._bot, chat_id):
                return await self._feed(update)
        except ValidationError as error:
            log.error("telegram_update_unreadable", error=type(error).__name__)
            return []
        except (StoreError, NotNow):
            raise
        except Problem as problem:
            return list(self._desk.problem(problem))
        except Exception as error:  # noqa: BLE001 - whatever it is, the person hears something
            return self._failed(update_id, error)

    async def _feed(self, update: Update) -> list[Send]:
        made: Any = await self._dispatcher.feed_update(self._bot, update, desk=self._desk)
        return made if isinstance(made, list) else []

    def _failed(self, update_id: int, error: Exception) -> list[Send]:
        log.error("telegram_handler_failed", exc_info=error)
        self._failures[update_id] += 1
        if self._failures[update_id] < TRIES:
            raise NotNow from error
        del self._failures[update_id]
        return [self._desk.renderer.say("failed", urgent=True)]

    def _flood(self, chat_id: int) -> list[Send]:
        """One word about many messages that were too many."""
        if chat_id in self._flooding:
            return []
        self._flooding.add(chat_id)
        return [self._desk.renderer.say("flood")]

    def show(self, chat_id: int) -> None:
        """Lines have come up by themselves; while an update is handled, its end shows them."""
        self._news.add(chat_id)
        if not self._waits(chat_id):
            self._begin(chat_id)

    def _begin(self, chat_id: int) -> None:
        self._news.discard(chat_id)
        task = asyncio.create_task(self._show(chat_id))
        self._tasks.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._tasks.discard)

    async def _show(self, chat_id: int) -> None:
        show = partial(telegram_outbox.show, chat_id=chat_id, render=self._desk.renderer.line)
        try:
            if await self._desk.database.write(show):
                self._wake(chat_id)
        except StoreError as error:
            log.error("telegram_show_failed", error=type(error).__name__)
