"""What people write: texts, captions, changed messages; and what is no text."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import Message, Update

from bot.store.telegram_outbox import Send
from bot.telegram.desk import Desk

SAYS_NOTHING = F.content_type.in_(
    {"pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "unknown"}
)


def make_router() -> Router:
    """Everything that people send but commands and taps."""
    router = Router(name="talk")
    router.message.register(text, F.text)
    router.message.register(caption, F.caption)
    router.message.register(nothing, SAYS_NOTHING)
    router.message.register(media)
    router.edited_message.register(edited)
    return router


async def text(message: Message, event_update: Update, desk: Desk) -> list[Send]:
    """Words: the engine answers."""
    return await desk.respond(message.chat.id, event_update.update_id, text=message.text or "")


async def caption(message: Message, event_update: Update, desk: Desk) -> list[Send]:
    """The words below a picture are read like any others, red flags and all."""
    words = message.caption or ""
    sends = await desk.respond(message.chat.id, event_update.update_id, text=words)
    return [desk.renderer.say("media_with_words"), *sends]


async def nothing(message: Message) -> list[Send]:
    """Telegram's own notes in the chat."""
    return []


async def media(message: Message, desk: Desk) -> list[Send]:
    """What cannot be read is not left without an answer; an album counts once."""
    if message.media_group_id and not desk.is_first_of(message.media_group_id):
        return []
    return [desk.renderer.say("media")]


async def edited(message: Message, event_update: Update, desk: Desk) -> list[Send]:
    """Never a silent new turn; but a change that hints at an emergency is read at once."""
    words = message.text or message.caption or ""
    if not desk.hints.in_words(words):
        return [desk.renderer.say("edited")]
    sends = await desk.respond(message.chat.id, event_update.update_id, text=words)
    return [desk.renderer.say("edited_urgent"), *sends]
