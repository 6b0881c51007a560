"""Takes a message of any channel to its answer, and loses none on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.asking import Asking
from bot.erasing import Erasing
from bot.errors import EngineError, EngineUnavailable, Problem, StoreError
from bot.live import Live
from bot.order import Order
from bot.store import conversations, inbox, transcript
from bot.store.conversations import Access
from bot.store.database import Database
from bot.store.inbox import Incoming
from bot.store.records import START, Entry, Message, Outcome, Settlement
from bot.texts import Texts
from bot.views import message_frame
from bot.wire import TurnResult, empty_assessment

Json = dict[str, Any]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Started:
    """A new conversation: its id, the token only its owner gets, and the greeting."""

    id: str
    token: str
    answer: Json


@dataclass(frozen=True, slots=True)
class Means:
    """What answering needs of the rest of the service."""

    database: Database
    asking: Asking
    erasing: Erasing
    order: Order
    live: Live
    texts: Texts
    session_seconds: float


class Answering:
    """The one way from a message to its answer, for every channel.

    A message is in the inbox before an engine sees it, and leaves it only with an answer. What no
    engine could take is told to the person at once, and answered when an engine is back.
    """

    def __init__(self, means: Means) -> None:
        self._means = means
        self._database = means.database
        self.behind: set[str] = set()
        self.closing = False

    async def start(
        self,
        channel: str,
        speaker: str | None,
        beside: Callable[[Connection, str], None] | None = None,
    ) -> Started:
        """Open a conversation and greet; `beside` stores something with it, in one transaction."""
        self._refuse_when_closing()
        new = conversations.new_conversation(channel, speaker, self._means.session_seconds)
        create = partial(conversations.create, new=new, beside=beside)
        conversation = await self._database.write(create)
        async with self._means.order.alone(new.id):
            entry = Entry(conversation, START, None, "/session_start", deaths=0)
            return Started(new.id, new.token, await self._answer(entry))

    async def respond(
        self,
        access: Access,
        incoming: Incoming,
        on_accepted: Callable[[Entry], None] | None = None,
    ) -> Json:
        """Answer one message; a repeat of its id gets the answer that was given."""
        self._refuse_when_closing()
        with self._means.order.place(access.conversation) as line:
            accept = self._in_session(inbox.accept, access=access, incoming=incoming)
            entry: Entry = await self._database.write(accept)
            if on_accepted:
                on_accepted(entry)
            self._tell(access.conversation, entry.lines)
            if entry.answer:
                return entry.answer
            look_again = line.crowded or entry.repeated
            async with line.turn:
                return await self._in_turn(entry, look_again=look_again)

    def _refuse_when_closing(self) -> None:
        if self.closing:
            raise Problem("closing", headers={"Retry-After": "5"})

    async def _in_turn(self, entry: Entry, *, look_again: bool) -> Json:
        """Who was not alone looks again: much may have happened, an erasure even."""
        conversation = entry.conversation.id
        if not look_again and conversation not in self.behind:
            return await self._answer(entry)
        await self._catch_up(conversation)
        find = partial(inbox.find, conversation_id=conversation, message_id=entry.message_id)
        found = await self._database.read(find)
        if found is None:
            raise Problem("no_conversation")
        return found.answer or await self._stand_in(found)

    async def catch_up(self, conversation: str) -> None:
        """Answer what a conversation still waits for."""
        async with self._means.order.alone(conversation):
            await self._catch_up(conversation)

    async def _catch_up(self, conversation: str) -> None:
        """In order, and no further than the first that has to go on waiting."""
        read = partial(inbox.unanswered, conversation_id=conversation)
        for entry in await self._database.read(read):
            answer = await self._answer(entry)
            if answer["pending"] or "erased" in answer:
                return
        self.behind.discard(conversation)

    async def _answer(self, entry: Entry) -> Json:
        conversation = entry.conversation.id
        # A person may have taken over since it came in: whoever has the turn knows for sure.
        mode = await self._database.read(partial(conversations.mode, conversation=conversation))
        entry = replace(entry, listen=entry.listen or mode == "agent")
        try:
            result = await self._means.asking.ask(entry)
        except EngineUnavailable:
            return await self._stand_in(entry)
        except EngineError as error:
            log.error("turn_failed", conversation=conversation, error=type(error).__name__)
            return await self._give_up(entry)
        try:
            answer = await self._settle(entry, _settlement(result))
        except StoreError:
            self.behind.add(conversation)  # asked again, the engine gives the same answer
            raise
        if result.erase:
            await self._means.erasing.erase_in_turn(conversation)
            return {**answer, "erased": True}
        return answer

    async def _settle(self, entry: Entry, settlement: Settlement) -> Json:
        settle = self._in_session(inbox.settle, entry=entry, settlement=settlement)
        outcome: Outcome = await self._database.write(settle)
        conversation = entry.conversation.id
        self._tell(conversation, outcome.lines)
        if outcome.mode_changed:
            self._tell_mode(conversation, outcome.answer["mode"])
        read = {"type": "understood", "message_id": entry.message_id, "change": outcome.change}
        self._means.live.tell_watchers(conversation, read)
        return outcome.answer

    async def _give_up(self, entry: Entry) -> Json:
        """Apologise and offer a person; the message is not tried again."""
        apology = () if entry.listen else (self._notice(entry, "gave_up"),)
        assessment = await self._assessment(entry)
        return await self._settle(entry, Settlement("failed", apology, assessment))

    async def _stand_in(self, entry: Entry) -> Json:
        """Say that the message is kept but not read; it stays in the inbox."""
        conversation = entry.conversation
        self.behind.add(conversation.id)
        if entry.listen:
            return await self._kept(entry, ())
        notice = self._notice(entry, "not_read_yet")
        note = self._in_session(inbox.note_waiting, entry=entry, notice=notice)
        seq, lines = await self._database.write(note)
        self._tell(conversation.id, lines)
        return await self._kept(entry, ({**notice, "seq": seq},))

    async def _kept(self, entry: Entry, replies: tuple[Json, ...]) -> Json:
        conversation = entry.conversation
        return {
            "message_id": entry.message_id,
            "replies": list(replies),
            "assessment": await self._assessment(entry),
            "mode": "agent" if entry.listen else conversation.mode,
            "ended": False,
            "pending": True,
        }

    def _notice(self, entry: Entry, key: str) -> Json:
        # Who has only just come is greeted, whatever has gone wrong.
        return self._means.texts.notice("not_there_yet" if entry.message_id == START else key)

    async def _assessment(self, entry: Entry) -> Json:
        read = partial(inbox.latest_assessment, conversation_id=entry.conversation.id)
        return await self._database.read(read) or empty_assessment()

    async def call_person(self, access: Access) -> Json:
        """Note the wish for a person; this works without the engine too."""
        notice = self._means.texts.notice("person_called")
        call = self._in_session(transcript.call_person, access=access, notice=notice)
        mode, lines = await self._database.write(call)
        self._tell(access.conversation, lines)
        if lines:
            self._tell_mode(access.conversation, mode)
            notice["seq"] = lines[-1].seq
        return {"mode": mode, "replies": [notice]}

    def _in_session(self, work: Callable[..., Any], **arguments: Any) -> Callable[..., Any]:
        """Work that adds lines, and so keeps the conversation alive for a while."""
        return partial(work, session_seconds=self._means.session_seconds, **arguments)

    def _tell(self, conversation: str, lines: Iterable[Message]) -> None:
        for line in lines:
            self._means.live.tell(conversation, message_frame(line))

    def _tell_mode(self, conversation: str, mode: str) -> None:
        self._means.live.tell(conversation, {"type": "mode", "mode": mode})


def _settlement(result: TurnResult) -> Settlement:
    return Settlement(
        "answered",
        result.replies,
        result.assessment,
        result.handoff,
        result.ended,
        result.understanding,
    )
