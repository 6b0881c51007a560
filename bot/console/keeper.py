"""Sees to it that nobody is left alone: idle claims lapse, who waits long is told the number."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import structlog
from aiohttp import web

from bot.background import in_background
from bot.console import holding
from bot.errors import BotError
from bot.keys import DATABASE, SETTINGS
from bot.store import handoffs

log = structlog.get_logger(__name__)

ROUND_SECONDS = 5.0


class Keeper:
    """Looks every few seconds for what is overdue."""

    def __init__(self, app: web.Application) -> None:
        self._app = app

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Keeper]:
        """Make rounds inside this context."""
        async with in_background(self._make_rounds()):
            yield self

    async def _make_rounds(self) -> None:
        settings = self._app[SETTINGS]
        claim, wait = settings.claim_minutes * 60, settings.wait_minutes * 60
        while True:
            try:
                await self._round(time.time() - claim, time.time() - wait)
            except BotError as error:
                log.error("keeping_failed", error=type(error).__name__)
            await asyncio.sleep(min(ROUND_SECONDS, claim / 2, wait / 2))

    async def _round(self, unused_since: float, waiting_since: float) -> None:
        database = self._app[DATABASE]
        for held in await database.read(partial(handoffs.lapsed, before=unused_since)):
            await holding.lapse(self._app, held, unused_since)
        for waits in await database.read(partial(handoffs.overdue, before=waiting_since)):
            await holding.tell_nobody_free(self._app, waits.conversation)
