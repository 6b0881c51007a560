"""What an operator may want of Telegram; every refusal becomes a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import TypeVar

from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, WebhookInfo

from bot.errors import TelegramError
from bot.settings import Settings
from bot.telegram.bot_api import make_bot
from bot.telegram.intake import KINDS
from bot.telegram.webhook import CONNECTIONS, address_of, secret_of
from bot.telegram.words import Words
from bot.texts import load_texts

T = TypeVar("T")


class Operator:
    """One command each; the answer is for a terminal."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._words = Words(load_texts(settings), settings.retention_days)
        self._bot = make_bot(settings)

    async def __aenter__(self) -> Operator:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._bot.session.close()

    async def info(self) -> str:
        """The bot and its webhook; without one, whether somebody polls already."""
        me = await _asked(self._bot.get_me())
        hook = await _asked(self._bot.get_webhook_info())
        lines = [f"bot       @{me.username} ({me.full_name})"]
        if me.can_join_groups:
            lines.append("groups    may be joined; switch that off in BotFather (/setjoingroups)")
        lines += self._about_webhook(hook) if hook.url else [await self._about_polling()]
        lines.append(f"waiting   {hook.pending_update_count} update(s)")
        return "\n".join(lines)

    def _about_webhook(self, hook: WebhookInfo) -> list[str]:
        lines = [f"webhook   {hook.url}"]
        if self._settings.telegram_public_url and hook.url != address_of(self._settings):
            lines.append("          not the one of these settings; run set-webhook")
        if hook.last_error_message and hook.last_error_date:
            at = hook.last_error_date
            when = at if isinstance(at, datetime) else datetime.fromtimestamp(float(at), UTC)
            lines.append(f"trouble   {hook.last_error_message} ({when:%Y-%m-%d %H:%M} UTC)")
        return lines

    async def _about_polling(self) -> str:
        # Without an offset, nothing is acknowledged by asking.
        try:
            await self._bot.get_updates(limit=1, timeout=0)
        except TelegramConflictError:
            return "webhook   none; a service polls with this token just now"
        except AiogramError as error:
            raise _meant(error) from error
        return "webhook   none; nobody polls"

    async def set_webhook(self) -> str:
        """Point Telegram to the public address."""
        if not self._settings.telegram_public_url:
            raise TelegramError(
                "TELEGRAM_PUBLIC_URL is not set; it should be the public https address of this "
                "service, such as https://bot.clinic.example."
            )
        url = address_of(self._settings)
        await _asked(
            self._bot.set_webhook(
                url,
                secret_token=secret_of(self._settings),
                allowed_updates=list(KINDS),
                max_connections=CONNECTIONS,
            )
        )
        return f"Telegram calls {url} from now on."

    async def delete_webhook(self, *, drop_pending: bool) -> str:
        """Back to long polling."""
        await _asked(self._bot.delete_webhook(drop_pending_updates=drop_pending))
        return "Telegram calls nobody any more; long polling works."

    async def set_commands(self) -> str:
        """The menu in private chats, and the words on the bot's page."""
        menu = [
            BotCommand(command=name, description=what)
            for name, what in self._words.commands().items()
        ]
        scope = BotCommandScopeAllPrivateChats()
        await _asked(self._bot.set_my_commands(menu, scope=scope))
        await _asked(self._bot.set_my_description(self._words.about("description")))
        await _asked(self._bot.set_my_short_description(self._words.about("short")))
        return f"{len(menu)} commands and the description are set."


async def _asked(call: Awaitable[T]) -> T:
    try:
        return await call
    except AiogramError as error:
        raise _meant(error) from error


def _meant(error: AiogramError) -> TelegramError:
    """The error as a sentence; never with an address in it, as the token is part of that."""
    if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
        return TelegramError(
            "Telegram does not know this token. Copy it from @BotFather again (/mybots, API "
            "Token) and set TELEGRAM_TOKEN."
        )
    if isinstance(error, TelegramConflictError):
        return TelegramError(
            "Telegram says that somebody else uses this token (409): a service that polls, or a "
            "webhook. Stop the other service, or run python -m bot telegram delete-webhook."
        )
    if type(error).__name__ == "TelegramNetworkError":
        return TelegramError(
            "Telegram cannot be reached. Is this machine allowed to call TELEGRAM_API?"
        )
    words = error.message if isinstance(error, TelegramAPIError) else type(error).__name__
    return TelegramError(f"Telegram refused: {words}")
