"""The connection to Telegram: who we are there, how updates come, and the outbox on its way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramUnauthorizedError

from bot.store import telegram_chats, telegram_outbox
from bot.store.telegram_outbox import Row
from bot.telegram.bot_api import make_bot
from bot.telegram.calls import Calls
from bot.telegram.channel import Channel
from bot.telegram.desk import Desk
from bot.telegram.handling import Handling
from bot.telegram.intake import KINDS
from bot.telegram.pace import Pace
from bot.telegram.polling import Polling
from bot.telegram.sender import Sender
from bot.telegram.webhook import CONNECTIONS, address_of, secret_of

T = TypeVar("T")
log = structlog.get_logger(__name__)

LONGEST_PAUSE = 60.0


async def serve(channel: Channel) -> None:
    """Handle and send until cancelled; it ends if Telegram does not know the token."""
    desk = channel.desk
    async with make_bot(desk.settings) as bot:
        sender = await _make_sender(bot, desk)
        handling = Handling(bot, desk, sender.wake, channel.worker.has)
        channel.handle, channel.on_line = handling.handle, handling.show
        async with sender.sending(), channel.worker.working():
            for chat in await desk.database.read(telegram_chats.behind):
                handling.show(chat.chat_id)
            try:
                await _introduce(bot, channel)
                await _receive(bot, channel)
            except TelegramUnauthorizedError:
                log.error("telegram_token_unknown")


async def _make_sender(bot: Bot, desk: Desk) -> Sender:
    settings, database = desk.settings, desk.database
    pace = Pace(settings.telegram_messages_per_second, settings.telegram_chat_messages_per_second)

    async def note(row: Row, state: str) -> None:
        delivery = {"state": state}
        await database.write(partial(telegram_outbox.note, row=row, delivery=delivery))
        desk.tell_delivery(row, delivery)

    return Sender(
        database,
        Calls(bot, await database.read(telegram_chats.newest_sent)),
        pace,
        on_gone=partial(desk.close, reason="blocked"),
        on_sent=note,
        give_up=desk.give_up,
    )


async def _introduce(bot: Bot, channel: Channel) -> None:
    me = await _until_done(bot.get_me)
    channel.username = me.username
    log.info("telegram_connected")


async def _receive(bot: Bot, channel: Channel) -> None:
    """Polling, or a webhook that is set anew at each start, as its secret may have changed."""
    settings = channel.desk.settings
    if not settings.telegram_public_url:
        await Polling(bot, channel.intake).run()
        return
    await _until_done(
        partial(
            bot.set_webhook,
            address_of(settings),
            secret_token=secret_of(settings),
            allowed_updates=list(KINDS),
            max_connections=CONNECTIONS,
        )
    )
    await asyncio.Event().wait()


async def _until_done(call: Callable[[], Awaitable[T]]) -> T:
    """Ask until Telegram answers; only a token that it does not know is hopeless."""
    pause = 1.0
    while True:
        try:
            return await call()
        except TelegramUnauthorizedError:
            raise
        except TelegramBadRequest as error:
            # About our settings, such as an address without https; Telegram says what is wrong.
            log.error("telegram_refused", reason=error.message, seconds=pause)
        except AiogramError as error:
            log.warning("telegram_unreachable", reason=type(error).__name__, seconds=pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
