"""Long polling, for a service without a public address: ask, store, and only then acknowledge."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates

from bot.errors import StoreError
from bot.telegram.intake import KINDS, Intake

log = structlog.get_logger(__name__)

WAIT_SECONDS = 25
MOST = 100
LONGEST_PAUSE = 30.0


class Polling:
    """Asks for updates until it is cancelled. The next question acknowledges the last answer."""

    def __init__(self, bot: Bot, intake: Intake) -> None:
        self._bot = bot
        self._intake = intake
        self._offset = 0
        self._failures = 0

    async def run(self) -> None:
        """Poll for ever; a token that Telegram does not know is raised."""
        timeout = aiohttp.ClientTimeout(total=WAIT_SECONDS + 10)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                try:
                    await self._ask(session)
                    self._failures = 0
                except TelegramUnauthorizedError:
                    raise
                except TelegramConflictError as error:
                    await self._pause("telegram_conflict", _why(error))
                except TelegramRetryAfter as error:
                    await asyncio.sleep(error.retry_after)
                except (
                    *(TelegramAPIError, ClientDecodeError, StoreError),
                    *(aiohttp.ClientError, TimeoutError),
                ) as error:
                    await self._pause("telegram_unreachable", type(error).__name__)

    async def _ask(self, session: aiohttp.ClientSession) -> None:
        updates = await self._updates(session)
        if updates:
            await self._intake.accept(updates)
            self._offset = max(update["update_id"] for update in updates) + 1

    async def _updates(self, session: aiohttp.ClientSession) -> list[dict[str, Any]]:
        # Not by aiogram's method: one update of a kind it cannot read would stop all the others.
        url = self._bot.session.api.api_url(self._bot.token, "getUpdates")
        question = {"offset": self._offset, "limit": MOST, "timeout": WAIT_SECONDS}
        body = {**question, "allowed_updates": list(KINDS)}
        async with session.post(url, json=body) as response:
            text = await response.text()
        try:
            answer = json.loads(text)
        except ValueError:
            answer = {}
        if isinstance(answer, dict) and answer.get("ok") is True:
            return _readable(answer.get("result"))
        # aiogram knows what each refusal means.
        self._bot.session.check_response(self._bot, GetUpdates(), response.status, text)
        return []

    async def _pause(self, event: str, reason: str) -> None:
        seconds = min(2.0**self._failures, LONGEST_PAUSE)
        self._failures += 1
        log.warning(event, reason=reason, seconds=seconds)
        await asyncio.sleep(seconds)


def _readable(result: object) -> list[dict[str, Any]]:
    """Updates that bear a number; what else a broken server says must not end the asking."""
    if not isinstance(result, list):
        raise TelegramAPIError(GetUpdates(), "no list of updates")
    updates = [one for one in result if isinstance(one, dict)]
    return [one for one in updates if type(one.get("update_id")) is int]


def _why(error: TelegramConflictError) -> str:
    if "webhook" in error.message.lower():
        return "a webhook is set: run python -m bot telegram delete-webhook, or set "\
            "TELEGRAM_PUBLIC_URL"  # fmt: skip
    return "somebody else polls with this token: stop the other service"
