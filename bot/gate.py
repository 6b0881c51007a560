"""Lets many ordinary turns into a worker at once, or a single one that is under suspicion."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Gate:
    """A message that was there when its worker died is tried again alone.

    So a second death is its own doing, and nobody who merely stood beside it is blamed.
    """

    def __init__(self) -> None:
        self._inside = 0
        self._suspects = 0
        self._changed = asyncio.Condition()
        self._alone = asyncio.Lock()

    @asynccontextmanager
    async def enter(self, *, alone: bool) -> AsyncIterator[None]:
        """Hold a place at the worker."""
        entered = self._alone_inside() if alone else self._among_others()
        async with entered:
            yield

    @asynccontextmanager
    async def _among_others(self) -> AsyncIterator[None]:
        if self._suspects:
            async with self._changed:
                await self._changed.wait_for(lambda: not self._suspects)
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            if self._suspects:
                await self._tell()

    @asynccontextmanager
    async def _alone_inside(self) -> AsyncIterator[None]:
        self._suspects += 1
        try:
            async with self._alone:
                async with self._changed:
                    await self._changed.wait_for(lambda: not self._inside)
                yield
        finally:
            self._suspects -= 1
            await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
