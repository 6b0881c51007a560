"""Takes a message of any channel to its answer, and loses none on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.cleaning import for_engine
from bot.engine_pool import EnginePool
from bot.errors import EngineError, EngineUnavailable, Problem, StoreError, TurnFailed, WorkerDied
from bot.live import Live
from bot.order import Order
from bot.store import conversations, erasure, inbox, transcript
from bot.store.conversations import Access
from bot.store.database import Database
from bot.store.inbox import Incoming
from bot.store.records import START, Entry, Message, Settlement
from bot.texts import Texts
from bot.views import message_frame
from bot.wire import Turn, TurnResult, empty_assessment

Json = dict[str, Any]
log = structlog.get_logger(__name__)

DEADLY = 2
"""A message that has ended its worker so often is not tried again."""


@dataclass(frozen=True, slots=True)
class Started:
    """A new conversation: its id, the token only its owner gets, and the greeting."""

    id: str
    token: str
    answer: Json


@dataclass(frozen=True, slots=True)
class Times:
    """How long a turn may take, and how long a silent conversation lives, in seconds."""

    turn: float
    session: float


class Answering:
    """The one way from a message to its answer, for every channel.

    A message is in the inbox before an engine sees it, and leaves it only with an answer. What no
    engine could take is told to the person at once, and answered when an engine is back.
    """

    def __init__(
        self,
        database: Database,
        pool: EnginePool,
        order: Order,
        live: Live,
        texts: Texts,
        times: Times,
    ) -> None:
        self._database = database
        self._pool = pool
        self._order = order
        self._live = live
        self._texts = texts
        self._times = times
        self.behind: set[str] = set()
        self.closing = False

    async def start(self, channel: str, speaker: str | None) -> Started:
        """Open a conversation and greet."""
        self._refuse_when_closing()
        new = conversations.new_conversation(channel, speaker, self._times.session)
        conversation = await self._database.write(partial(conversations.create, new=new))
        async with self._order.alone(new.id):
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
        with self._order.place(access.conversation) as turn:
            entry = await self._database.write(
                partial(
                    inbox.accept,
                    access=access,
                    incoming=incoming,
                    session_seconds=self._times.session,
                )
            )
            if on_accepted:
                on_accepted(entry)
            self._tell(access.conversation, entry.lines)
            if entry.answer:
                return entry.answer
            async with turn:
                return await self._in_turn(entry)

    def _refuse_when_closing(self) -> None:
        if self.closing:
            raise Problem("closing", headers={"Retry-After": "5"})

    async def _in_turn(self, entry: Entry) -> Json:
        conversation = entry.conversation.id
        if not entry.repeated and conversation not in self.behind:
            return await self._answer(entry)
        await self._catch_up(conversation)
        find = partial(inbox.find, conversation_id=conversation, message_id=entry.message_id)
        found = await self._database.read(find)
        if found is None:
            raise Problem("no_conversation")
        return found.answer or await self._stand_in(found)

    async def catch_up(self, conversation: str) -> None:
        """Answer what a conversation still waits for."""
        async with self._order.alone(conversation):
            await self._catch_up(conversation)

    async def _catch_up(self, conversation: str) -> None:
        """In order, and no further than the first that has to go on waiting."""
        read = partial(inbox.unanswered, conversation_id=conversation)
        for entry in await self._database.read(read):
            answer = await self._answer(entry)
            if answer["pending"]:
                return
        self.behind.discard(conversation)

    async def _answer(self, entry: Entry) -> Json:
        try:
            result = await self._ask(entry)
        except EngineUnavailable:
            return await self._stand_in(entry)
        except EngineError as error:
            log.error("turn_failed", conversation=entry.conversation.id, error=type(error).__name__)
            return await self._give_up(entry)
        try:
            answer = await self._settle(entry, _settlement(result))
        except StoreError:
            self.behind.add(entry.conversation.id)  # the engine will give the same answer again
            raise
        if result.erase:
            await self._erase_now(entry.conversation.id)
            return {**answer, "erased": True}
        return answer

    async def _ask(self, entry: Entry) -> TurnResult:
        """Ask the engine, and once more with the same id if that went wrong."""
        deadline = asyncio.get_running_loop().time() + self._times.turn
        turn, deaths = self._turn(entry), entry.deaths
        failure: EngineError | None = None
        for _attempt in range(2):
            try:
                return await self._pool.turn(turn, deadline, alone=deaths > 0)
            except WorkerDied as error:
                deaths = await self._database.write(partial(inbox.count_death, entry=entry))
                log.warning("worker_died_in_turn", conversation=turn.conversation, deaths=deaths)
                if deaths >= DEADLY:
                    raise
                failure = EngineUnavailable(str(error))
            except TurnFailed as error:
                failure = error
        raise failure or EngineUnavailable("the engine was not asked")

    def _turn(self, entry: Entry) -> Turn:
        conversation = entry.conversation
        return Turn(
            conversation=conversation.id,
            message_id=entry.message_id,
            text=for_engine(entry.text) if entry.text is not None else None,
            payload=entry.payload,
            channel=conversation.channel,
            speaker=conversation.speaker,
            clinic=self._texts.clinic,
        )

    async def _settle(self, entry: Entry, settlement: Settlement) -> Json:
        settle = partial(
            inbox.settle,
            entry=entry,
            settlement=settlement,
            session_seconds=self._times.session,
        )
        outcome = await self._database.write(settle)
        conversation = entry.conversation.id
        self._tell(conversation, outcome.lines)
        if outcome.mode_changed:
            self._live.tell(conversation, {"type": "mode", "mode": outcome.answer["mode"]})
        return outcome.answer

    async def _give_up(self, entry: Entry) -> Json:
        """Apologise and offer a person; the message is not tried again."""
        key = "not_there_yet" if entry.message_id == START else "gave_up"
        apology = (self._texts.notice(key),)
        return await self._settle(
            entry, Settlement("failed", apology, await self._assessment(entry))
        )

    async def _stand_in(self, entry: Entry) -> Json:
        """Say that the message is kept but not read; it stays in the inbox."""
        conversation = entry.conversation
        self.behind.add(conversation.id)
        key = "not_there_yet" if entry.message_id == START else "not_read_yet"
        notice = self._texts.notice(key)
        note = partial(
            inbox.note_waiting, entry=entry, notice=notice, session_seconds=self._times.session
        )
        seq, lines = await self._database.write(note)
        self._tell(conversation.id, lines)
        return {
            "message_id": entry.message_id,
            "replies": [{**notice, "seq": seq}],
            "assessment": await self._assessment(entry),
            "mode": conversation.mode,
            "ended": False,
            "pending": True,
        }

    async def _assessment(self, entry: Entry) -> Json:
        read = partial(inbox.latest_assessment, conversation_id=entry.conversation.id)
        return await self._database.read(read) or empty_assessment()

    async def call_person(self, access: Access) -> Json:
        """Note the wish for a person; this works without the engine too."""
        notice = self._texts.notice("person_called")
        call = partial(
            transcript.call_person,
            access=access,
            notice=notice,
            session_seconds=self._times.session,
        )
        mode, lines = await self._database.write(call)
        self._tell(access.conversation, lines)
        if lines:
            self._live.tell(access.conversation, {"type": "mode", "mode": mode})
            notice["seq"] = lines[-1].seq
        return {"mode": mode, "replies": [notice]}

    async def erase(self, access: Access) -> bool:
        """Erase a conversation after the turn it is in; whether the engine's part is gone too."""
        await self._database.read(partial(conversations.authorise, access=access))
        async with self._order.alone(access.conversation):
            return await self._erase_now(access.conversation)

    async def erase_by_age(self, conversation: str) -> None:
        """Erase without being asked, after the turn it may be in."""
        async with self._order.alone(conversation):
            await self._erase_now(conversation)

    async def _erase_now(self, conversation: str) -> bool:
        await self._database.write(partial(erasure.erase, conversation=conversation))
        await asyncio.to_thread(erasure.empty_log, self._database.engine)
        self.behind.discard(conversation)
        self._live.tell(conversation, {"type": "erased"})
        return await self.erase_at_engine(conversation)

    async def erase_at_engine(self, conversation: str) -> bool:
        """Have the engine forget a conversation; False if it has to be asked again."""
        deadline = asyncio.get_running_loop().time() + self._times.turn
        try:
            await self._pool.erase(conversation, deadline)
        except EngineError:
            return False
        await self._database.write(partial(erasure.confirmed, conversation=conversation))
        await asyncio.to_thread(erasure.empty_log, self._database.engine)
        return True

    def _tell(self, conversation: str, lines: Iterable[Message]) -> None:
        for line in lines:
            self._live.tell(conversation, message_frame(line))


def _settlement(result: TurnResult) -> Settlement:
    return Settlement("answered", result.replies, result.assessment, result.handoff, result.ended)
