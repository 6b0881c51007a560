"""What the handlers need of the service: conversations, answers, sentences, the summary."""

from __future__ import annotations

import asyncio
import base64
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.answering import Answering
from bot.engine_pool import EnginePool
from bot.erasing import Erasing
from bot.errors import BotError, NotNow, Problem
from bot.incoming import parse_message
from bot.live import Live
from bot.settings import Settings
from bot.store import conversations, telegram_chats, telegram_outbox
from bot.store.conversations import Access
from bot.store.database import Database
from bot.store.telegram_chats import Button, Chat
from bot.store.telegram_outbox import Send
from bot.summary.names import read_names
from bot.summary.page import Page, page_of
from bot.summary.press import Press
from bot.telegram.intake import Hints
from bot.telegram.render import Renderer
from bot.texts import Texts

Json = dict[str, Any]
HOUR = 3600.0
SEEN = 256
PASSING = ("closing", "too_busy")
"""Problems that are over in a moment; the update waits for it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """`bound` maps conversations to their chats, for news that comes up by itself."""

    settings: Settings
    texts: Texts
    database: Database
    answering: Answering
    erasing: Erasing
    pool: EnginePool
    press: Press
    live: Live
    renderer: Renderer
    hints: Hints
    bound: dict[str, int] = field(default_factory=dict)
    seen: deque[str] = field(default_factory=lambda: deque(maxlen=SEEN))

    def is_first_of(self, name: str) -> bool:
        """Whether an album or a group has not been met of late."""
        first = name not in self.seen
        if first:
            self.seen.append(name)
        return first

    async def chat(self, chat_id: int) -> Chat | None:
        """The chat with its conversation, if it is in one."""
        return await self.database.read(partial(telegram_chats.find, chat_id=chat_id))

    async def begin(self, chat_id: int) -> str:
        """A new conversation in this chat; the bot greets in it."""
        seconds = self.settings.session_hours * HOUR
        new = conversations.new_conversation("telegram", None, seconds)
        await self.database.write(partial(telegram_chats.open_new, chat_id=chat_id, new=new))
        self.bind(new.id, chat_id)
        await self.answering.catch_up(new.id)
        return new.id

    def bind(self, conversation: str, chat_id: int) -> None:
        """Look into this chat when something comes up in this conversation."""
        self.bound[conversation] = chat_id

    async def conversation(self, chat_id: int) -> tuple[str, list[Send]]:
        """The chat's conversation; a new one, and what to say about that, if it has none."""
        chat = await self.chat(chat_id)
        if chat is None:
            return await self.begin(chat_id), [self.renderer.say("intro")]
        if chat.expired:
            return await self.begin(chat_id), [self.renderer.say("renewed")]
        # Nothing shown yet: it was begun by this very message, whose handling was cut off.
        return chat.conversation, [] if chat.shown_seq else [self.renderer.say("intro")]

    async def respond(self, chat_id: int, update_id: int, **said: str) -> list[Send]:
        """Have a text or a choice answered. The answer is in the transcript, which is shown to the
        chat; what is returned goes before it.
        """
        sends: list[Send] = []
        try:
            conversation, sends = await self.conversation(chat_id)
            body: Json = {**said, "message_id": f"telegram-{update_id}"}
            incoming = parse_message(body, self.settings.max_text_length)
            answer = await self.answering.respond(Access(conversation, None), incoming)
        except Problem as problem:
            return [*sends, *self.problem(problem)]
        if answer.get("erased"):
            self.bound.pop(conversation, None)
            return list(self.renderer.replies(answer["replies"]))
        return sends

    def problem(self, problem: Problem) -> Sequence[Send]:
        """What a problem means, in the words of the API."""
        if problem.code in PASSING:
            raise NotNow from problem
        return self.renderer.tell(self.texts.problem(problem.code, **problem.facts)["detail"])

    async def call_person(self, chat_id: int) -> list[Send]:
        """Note the wish for a person."""
        conversation, sends = await self.conversation(chat_id)
        called = await self.answering.call_person(Access(conversation, None))
        # Asked for already, it adds no line; but it is answered all the same.
        told = [one["text"] for one in called["replies"] if "seq" not in one]
        return sends + [send for text in told for send in self.renderer.tell(text)]

    async def erase(self, chat_id: int) -> Send:
        """Erase all that is kept of the chat."""
        chat = await self.chat(chat_id)
        if chat is None:
            return self.renderer.say("nothing_kept")
        await self.erasing.erase(Access(chat.conversation, None))
        self.bound.pop(chat.conversation, None)
        return self.renderer.say("erased")

    async def close(self, chat_id: int, reason: str) -> bool:
        """End the conversation: nothing more is sent; False if there was none."""
        rows = await self.database.read(partial(telegram_outbox.all_for, chat_id=chat_id))
        await self.give_up(rows, reason)
        close = partial(telegram_chats.close, chat_id=chat_id)
        conversation: str | None = await self.database.write(close)
        if conversation is not None:
            self.bound.pop(conversation, None)
        return conversation is not None

    async def give_up(self, rows: Sequence[telegram_outbox.Row], reason: str) -> None:
        """Send these no more, and let agents see which of their words did not arrive."""
        delivery = {"state": "failed", "reason": reason}
        give_up = partial(telegram_outbox.give_up, rows=rows, delivery=delivery)
        for row in await self.database.write(give_up):
            self.tell_delivery(row, delivery)

    def tell_delivery(self, row: telegram_outbox.Row, delivery: Json) -> None:
        """Tell whoever watches the conversation how an agent's words fared."""
        if row.conversation:
            frame = {"type": "delivery", "seq": row.seq, "delivery": delivery}
            self.live.tell(row.conversation, frame)

    async def redeem(self, chat_id: int, token: str) -> bool:
        """Carry a conversation from the website over; False if the link is of no use any more."""
        redeem = partial(telegram_chats.redeem, token=token, chat_id=chat_id)
        conversation: str | None = await self.database.write(redeem)
        if conversation is None:
            return False
        self.bind(conversation, chat_id)
        return True

    async def button(self, token: str) -> Button | None:
        """What a button's token stands for."""
        return await self.database.read(partial(telegram_chats.button, token=token))

    async def use(self, button: Button, update_id: int) -> bool:
        """Take a button; False if it was taken before."""
        use = partial(telegram_chats.use, token=button.token, update_id=update_id)
        return bool(await self.database.write(use))

    async def summary(self, chat_id: int) -> Send:
        """The conversation on one page, as a PDF."""
        chat = await self.chat(chat_id)
        if chat is None:
            return self.renderer.say("summary_nothing")
        deadline = asyncio.get_running_loop().time() + self.settings.turn_seconds
        try:
            facts = await self.pool.summary(chat.conversation, deadline)
            if not facts.get("complaint") and not any(facts.get("findings", {}).values()):
                return self.renderer.say("summary_nothing")
            pdf = await self.press.print(await asyncio.to_thread(self._page, facts))
        except (BotError, TimeoutError):
            return self.renderer.say("summary_failed")
        return self.renderer.document(base64.b64encode(pdf).decode())

    def _page(self, facts: Json) -> Page:
        # In a thread: the names are read from a file.
        names = read_names(self.settings.knowledge_db, self.texts.words["summary"]["speaker"])
        return page_of(facts, self.texts, names)
