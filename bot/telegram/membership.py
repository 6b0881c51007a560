"""Groups and channels, which are left with a polite line; people who block the bot."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated, Message

from bot.store.telegram_outbox import Send
from bot.telegram.desk import Desk

PRIVATE = F.chat.type == "private"
GONE = ("left", "kicked")
LEAVE = Send({}, kind="leave")


def make_router() -> Router:
    """Everything that is not said in a private chat, and changes of who is in a chat."""
    router = Router(name="membership")
    router.message.register(refuse, ~PRIVATE)
    router.edited_message.register(ignore, ~PRIVATE)
    router.my_chat_member.register(private, PRIVATE)
    router.my_chat_member.register(added)
    return router


async def refuse(message: Message, desk: Desk) -> list[Send]:
    """One line, then leave; if Telegram does not let us leave, not a second one."""
    return _refuse(message.chat.id, desk)


async def ignore(message: Message) -> list[Send]:
    """A change in a group is no concern of ours."""
    return []


async def private(event: ChatMemberUpdated, desk: Desk) -> list[Send]:
    """Who blocks the bot has ended the conversation; who lets it in again just writes."""
    if event.new_chat_member.status in GONE:
        await desk.close(event.chat.id, "blocked")
    return []


async def added(event: ChatMemberUpdated, desk: Desk) -> list[Send]:
    """Somebody has put the bot into a group or channel."""
    if event.new_chat_member.status in GONE:
        return []
    # Whoever does so again has read the line, but leave we must.
    return _refuse(event.chat.id, desk) or [LEAVE]


def _refuse(chat_id: int, desk: Desk) -> list[Send]:
    if not desk.is_first_of(f"group {chat_id}"):
        return []
    return [desk.renderer.say("group"), LEAVE]
