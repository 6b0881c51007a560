"""Shows "typing" while an answer takes its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.background import in_background

AFTER_SECONDS = 0.25
AGAIN_SECONDS = 4.5
"""Telegram takes the sign away after five."""


@asynccontextmanager
async def typing(bot: Bot, chat_id: int) -> AsyncIterator[None]:
    """Inside this context the person sees that something is coming."""
    async with in_background(_show(bot, chat_id)):
        yield


async def _show(bot: Bot, chat_id: int) -> None:
    await asyncio.sleep(AFTER_SECONDS)
    with suppress(TelegramAPIError):
        while True:
            await bot.send_chat_action(chat_id, "typing")
            await asyncio.sleep(AGAIN_SECONDS)
