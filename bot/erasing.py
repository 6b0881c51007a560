"""Erases conversations: here at once, at the engine as soon as it can be reached."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.engine_pool import EnginePool
from bot.errors import EngineError
from bot.live import Live
from bot.order import Order
from bot.store import conversations, erasure
from bot.store.conversations import Access
from bot.store.database import Database

SCRUBBED_AT_ONCE = 64 * 1024 * 1024
"""A larger database is scrubbed by the caretaker now and then, as writing waits for it."""


class Erasing:
    """The one way to forget, whoever wants it: the person, the bot in a turn, or the calendar."""

    def __init__(
        self, database: Database, pool: EnginePool, order: Order, live: Live, seconds: float
    ) -> None:
        self._database = database
        self._pool = pool
        self._order = order
        self._live = live
        self._seconds = seconds
        self.scrub_due = False

    async def erase(self, access: Access, *, scrub: bool = True) -> bool:
        """Erase after the turn that is under way; False if the engine has yet to do its part.

        Without `scrub`, traces in unused parts of the file stay until somebody calls `scrub`.
        """
        await self._database.read(partial(conversations.authorise, access=access))
        async with self._order.alone(access.conversation):
            return await self.erase_in_turn(access.conversation, scrub=scrub)

    async def erase_in_turn(self, conversation: str, *, scrub: bool = True) -> bool:
        """Erase, for whoever has the conversation's turn already."""
        await self._database.write(partial(erasure.erase, conversation=conversation))
        self._live.tell(conversation, {"type": "erased"})
        gone = await self.erase_at_engine(conversation)
        self.scrub_due = True
        if scrub and erasure.size(self._database.engine) <= SCRUBBED_AT_ONCE:
            await self.scrub()
        return gone

    async def erase_at_engine(self, conversation: str) -> bool:
        """Have the engine forget a conversation; False if it has to be asked again."""
        deadline = asyncio.get_running_loop().time() + self._seconds
        try:
            await self._pool.erase(conversation, deadline)
        except EngineError:
            return False
        await self._database.write(partial(erasure.confirmed, conversation=conversation))
        self.scrub_due = True
        return True

    async def scrub(self) -> None:
        """Remove the last traces of what was erased; writing waits meanwhile."""
        self.scrub_due = False
        await self._database.maintain(erasure.scrub)
