"""Commands: handled here, never passed on to the engine."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, Update

from bot.store import transcript
from bot.store.telegram_outbox import Send
from bot.telegram.desk import Desk

ABOUT = ("help", "privacy", "settings")


def make_router() -> Router:
    """The commands of the menu, and a kind word for any other."""
    router = Router(name="commands")
    on = router.message.register
    on(start, Command("start", ignore_case=True))
    on(about, Command(*ABOUT, ignore_case=True))
    on(emergency, Command("emergency", ignore_case=True))
    on(human, Command("human", ignore_case=True))
    on(summary, Command("summary", ignore_case=True))
    on(delete, Command("delete", ignore_case=True))
    on(stop, Command("stop", ignore_case=True))
    on(unknown, F.text.regexp(r"^/\w+(@\w+)?\s*$"))
    return router


async def start(message: Message, command: CommandObject, desk: Desk) -> list[Send]:
    """A new conversation, or the one that a link from the website names."""
    say, chat_id = desk.renderer.say, message.chat.id
    if command.args and await desk.redeem(chat_id, command.args.strip()):
        return [say("intro"), say("carried_over")]
    sends = [say("link_gone")] if command.args else [say("intro")]
    chat = await desk.chat(chat_id)
    if chat is None or chat.expired or (not command.args and await _has_begun(desk, chat_id)):
        await desk.begin(chat_id)
    else:
        await desk.answering.catch_up(chat.conversation)
    return sends


async def _has_begun(desk: Desk, chat_id: int) -> bool:
    """Whether the person has said anything; an untouched conversation needs no successor."""
    chat = await desk.chat(chat_id)
    if chat is None:
        return False
    lines = await desk.database.read(
        lambda connection: transcript.page(connection, chat.conversation, 0, transcript.PAGE)
    )
    return any(line.role == "user" for line in lines)


async def about(message: Message, command: CommandObject, desk: Desk) -> list[Send]:
    """A page about the assistant."""
    return [desk.renderer.say(command.command.lower())]


async def emergency(message: Message, desk: Desk) -> list[Send]:
    """Whom to call: needs no engine, and waits for nothing."""
    return [desk.renderer.say("emergency", urgent=True)]


async def human(message: Message, desk: Desk) -> list[Send]:
    """The wish for a person."""
    return await desk.call_person(message.chat.id)


async def summary(message: Message, desk: Desk) -> list[Send]:
    """The conversation as a PDF."""
    return [await desk.summary(message.chat.id)]


async def delete(message: Message, desk: Desk) -> list[Send]:
    """Ask before all is erased."""
    if await desk.chat(message.chat.id) is None:
        return [desk.renderer.say("nothing_kept")]
    return [desk.renderer.say("ask_erase", buttons="erase")]


async def stop(message: Message, desk: Desk) -> list[Send]:
    """End the conversation."""
    ended = await desk.close(message.chat.id, "stopped")
    return [desk.renderer.say("stopped" if ended else "nothing_to_stop")]


async def unknown(message: Message, event_update: Update, desk: Desk) -> list[Send]:
    """A slip of the pen; words that hint at an emergency are read all the same."""
    text = message.text or ""
    if desk.hints.in_words(text):
        return await desk.respond(message.chat.id, event_update.update_id, text=text)
    return [desk.renderer.say("unknown_command")]
