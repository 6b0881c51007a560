"""What is said to Telegram for each row of the outbox; and whether a row has arrived already."""

from __future__ import annotations

import asyncio
import base64
from html import unescape
from re import sub
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot.store.telegram_outbox import Row

HTML = "HTML"
NEAR = 40
"""Numbers that Telegram may have given out while one call was under way."""
MOST_LOOKED_AT = 150
BETWEEN_SECONDS = 0.03


class Calls:
    """The bot's side of the Bot API. `newest` is the highest message number Telegram has told."""

    def __init__(self, bot: Bot, newest: int) -> None:
        self._bot = bot
        self.newest = newest

    async def send(self, row: Row) -> int | None:
        """Carry a row out; the number of the message that it made."""
        made: Message | None = None
        if row.kind == "message":
            made = await self._bot.send_message(
                row.chat_id, _text(row), parse_mode=_mode(row), reply_markup=_markup(row)
            )
        elif row.kind == "document":
            file = BufferedInputFile(base64.b64decode(row.body["file"]), row.body["name"])
            caption = row.body["text"]
            made = await self._bot.send_document(
                row.chat_id, file, caption=caption, parse_mode=HTML
            )
        elif row.kind == "edit":
            await self._edit(row)
        elif row.kind == "leave":
            await self._bot.leave_chat(row.chat_id)
        if made is None:
            return None
        self.newest = max(self.newest, made.message_id)
        return made.message_id

    async def _edit(self, row: Row) -> None:
        place: dict[str, Any] = {"chat_id": row.chat_id, "message_id": row.body["message_id"]}
        place["reply_markup"] = _markup(row)
        if "text" in row.body:
            await self._bot.edit_message_text(row.body["text"], parse_mode=HTML, **place)
        else:
            await self._bot.edit_message_reply_markup(**place)

    def since(self, row: Row) -> int:
        """From which number on to look for a row, if this attempt is cut off.

        An earlier attempt may arrive late, so its number is kept while it can be looked for.
        """
        if row.tried is not None and self.newest - row.tried < MOST_LOOKED_AT:
            return row.tried
        return self.newest

    async def find(self, row: Row) -> int | None:
        """The number of a message whose sending was cut off, if it has arrived after all.

        Telegram has no key against repeats and no way to read a chat. But it says "not modified"
        if a message is changed into what it is. Messages of a chat are sent one after the other,
        so of the numbers given out since the attempt, ours in this chat can only be this one.
        """
        if row.kind not in ("message", "document") or row.tried is None:
            return None
        last = min(self.newest + NEAR, row.tried + MOST_LOOKED_AT)
        for number in range(row.tried + 1, last + 1):
            try:
                await self._change_into_itself(row, number)
            except TelegramBadRequest as error:
                if is_unchanged(error):
                    self.newest = max(self.newest, number)
                    return number
            await asyncio.sleep(BETWEEN_SECONDS)
        return None

    async def _change_into_itself(self, row: Row, number: int) -> None:
        place: dict[str, Any] = {"chat_id": row.chat_id, "message_id": number}
        if row.kind == "document":
            await self._bot.edit_message_caption(caption=row.body["text"], parse_mode=HTML, **place)
        else:
            await self._bot.edit_message_text(
                _text(row), parse_mode=_mode(row), reply_markup=_markup(row), **place
            )


def is_unchanged(error: TelegramAPIError) -> bool:
    """Whether Telegram says that a message is already what it should become."""
    return isinstance(error, TelegramBadRequest) and "not modified" in error.message


def _text(row: Row) -> str:
    text: str = row.body["text"]
    return unescape(sub(r"<[^>]*>", "", text)) if row.body.get("plain") else text


def _mode(row: Row) -> str | None:
    return None if row.body.get("plain") else HTML


def _markup(row: Row) -> InlineKeyboardMarkup | None:
    rows = row.body.get("keyboard")
    return InlineKeyboardMarkup.model_validate({"inline_keyboard": rows}) if rows else None
