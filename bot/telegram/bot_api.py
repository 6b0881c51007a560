"""Makes the client of the Bot API."""

from __future__ import annotations

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.settings import Settings

SECONDS = 15.0


def make_bot(settings: Settings) -> Bot:
    """The bot of the settings' token; nothing is asked of Telegram yet."""
    server = TelegramAPIServer.from_base(settings.telegram_api)
    session = AiohttpSession(api=server, timeout=SECONDS)
    return Bot(settings.telegram_token.get_secret_value(), session=session)
