"""Asks the engine about one message, again if that went wrong, and counts what it broke."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.cleaning import for_engine
from bot.engine_pool import EnginePool
from bot.errors import EngineError, EngineUnavailable, TurnFailed, WorkerDied
from bot.store import calls, inbox
from bot.store.database import Database
from bot.store.records import Entry
from bot.texts import Texts
from bot.wire import Turn, TurnResult

log = structlog.get_logger(__name__)

TRIES = 2
About = Callable[[Database, str], Awaitable[str]]
"""Whom a call is about."""

DEADLY = 2
"""A message that has ended its worker so often is not tried again."""


class Asking:
    """The gateway's side of a turn, within the time a person may be kept waiting."""

    def __init__(
        self, database: Database, pool: EnginePool, texts: Texts, seconds: float, about: About
    ) -> None:
        self._about = about
        self._database = database
        self._pool = pool
        self._texts = texts
        self._seconds = seconds

    async def ask(self, entry: Entry) -> TurnResult:
        """The engine's answer.

        `EngineUnavailable`: it may be asked again later. Any other `EngineError`: it is no use.
        """
        deadline = asyncio.get_running_loop().time() + self._seconds
        turn, deaths = await self._turn(entry), entry.deaths
        failure: EngineError | None = None
        for _ in range(TRIES):
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

    async def _turn(self, entry: Entry) -> Turn:
        conversation = entry.conversation
        is_call = conversation.channel == calls.CHANNEL
        return Turn(
            conversation=conversation.id,
            message_id=entry.message_id,
            text=for_engine(entry.text) if entry.text is not None else None,
            payload=entry.payload,
            channel=conversation.channel,
            speaker=conversation.speaker,
            clinic=self._texts.clinic,
            listen=entry.listen,
            about=await self._about(self._database, conversation.id) if is_call else "",
        )
