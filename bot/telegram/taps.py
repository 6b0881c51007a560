"""Taps on buttons: each is answered, the chosen answer is shown in place, and only once."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from aiogram import Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, Update

from bot.store.telegram_chats import Button, Chat
from bot.store.telegram_outbox import Send
from bot.telegram.desk import Desk
from bot.telegram.render import SUMMARY

Json = dict[str, Any]
ANSWER_SECONDS = 5
ERASE, KEEP = "!erase", "!keep"


def make_router() -> Router:
    """One handler for all buttons: what they mean stands in the database."""
    router = Router(name="taps")
    router.callback_query.register(tap)
    return router


async def tap(query: CallbackQuery, event_update: Update, desk: Desk) -> list[Send]:
    """Answer the tap, show the choice, then do what the button means."""
    update_id = event_update.update_id
    chat_id = query.message.chat.id if query.message else query.from_user.id
    button, chat = await desk.button(query.data or ""), await desk.chat(chat_id)
    objection = judge(button, chat, chat_id, update_id)
    if not objection and button and not await desk.use(button, update_id):
        objection = "tap_again"
    await _answer(query, desk.renderer.alert(objection) if objection else None)
    if objection or button is None:
        return []
    return [*_choice(query, button, desk), *await _carry_out(button, chat_id, update_id, desk)]


def judge(button: Button | None, chat: Chat | None, chat_id: int, update_id: int) -> str:
    """Why a button may not be used here and now; empty if it may."""
    if button is not None and button.chat_id != chat_id:
        return "tap_foreign"
    if button is None or chat is None or chat.conversation != button.conversation or chat.expired:
        return "tap_expired"
    if button.used_by is not None:
        # The very same tap comes again if its handling was cut off.
        return "" if button.used_by == update_id else "tap_again"
    if button.question_id and chat.open_question != button.question_id:
        return "tap_expired"
    return ""


async def _answer(query: CallbackQuery, words: str | None) -> None:
    # Until it is answered, the button shows a spinner; too late is no harm.
    with suppress(TelegramAPIError):
        answer = query.answer(text=words, show_alert=bool(words))
        assert query.bot is not None  # noqa: S101 - the update was read with its bot
        await query.bot(answer, request_timeout=ANSWER_SECONDS)


def _choice(query: CallbackQuery, button: Button, desk: Desk) -> list[Send]:
    message = query.message
    if message is None:
        return []
    # A message that is too old comes without its text; then only its buttons go.
    html = message.html_text if isinstance(message, Message) and message.text else ""
    others = _others(message, button) if button.payload == SUMMARY else []
    return [desk.renderer.choice(message.message_id, html, button.title, others)]


def _others(message: Message | InaccessibleMessage, button: Button) -> list[list[Json]]:
    """The buttons beside this one: who takes the summary along may still ask why."""
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup else []
    kept = [[one for one in row if one.callback_data != button.token] for row in rows]
    return [[one.model_dump(exclude_none=True) for one in row] for row in kept if row]


async def _carry_out(button: Button, chat_id: int, update_id: int, desk: Desk) -> list[Send]:
    if button.payload == ERASE:
        return [await desk.erase(chat_id)]
    if button.payload == KEEP:
        return [desk.renderer.say("kept")]
    if button.payload == SUMMARY:
        return [await desk.summary(chat_id)]
    return await desk.respond(chat_id, update_id, payload=button.payload)
