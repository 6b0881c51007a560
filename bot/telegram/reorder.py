"""Puts updates back into Telegram's order: a webhook is called on many connections at once."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable

from bot.store.telegram_updates import Arrival

QUIET_SECONDS = 1.0
"""A gap is given up when nothing has come late for so long,"""
LONGEST_SECONDS = 10.0
"""or after so long in any case."""
TICKS = 10
"""Quiet is counted in ticks: while this process itself is held up, nothing can come to it."""


class Reorder:
    """Holds what came too early until the numbers before it are there; urgent ones are not held."""

    def __init__(
        self,
        release: Callable[[Arrival], None],
        known: int | None,
        quiet: float = QUIET_SECONDS,
        longest: float = LONGEST_SECONDS,
    ) -> None:
        self._release = release
        self._upto = known  # all numbers up to this one are there, or given up
        self._tick_seconds = quiet / TICKS
        self._longest = longest
        self._held: list[tuple[int, Arrival]] = []
        self._highest = known or 0
        self._gap_since = 0.0
        self._quiet_ticks = 0
        self._timer: asyncio.TimerHandle | None = None

    def add(self, arrival: Arrival) -> None:
        """Take a new update; it is released now or in its turn."""
        number = arrival.update_id
        if self._upto is not None and number <= self._upto:
            self._release(arrival)  # its gap was given up already
            return
        if arrival.urgent:
            self._release(arrival)
        if number < self._highest:
            self._quiet_ticks = 0
        self._highest = max(self._highest, number)
        if not self._held:
            self._begin_gap()
        heapq.heappush(self._held, (number, arrival))
        self._advance()

    def close(self) -> None:
        """Release nothing more; what is held stays in the inbox for the next start."""
        if self._timer:
            self._timer.cancel()

    def _advance(self) -> None:
        moved = False
        while self._held and self._upto is not None and self._held[0][0] <= self._upto + 1:
            number, arrival = heapq.heappop(self._held)
            self._upto = max(number, self._upto)
            if not arrival.urgent:
                self._release(arrival)
            moved = True
        if moved:
            self._begin_gap()
        if self._held and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._tick_seconds, self._tick)

    def _begin_gap(self) -> None:
        self._gap_since = asyncio.get_running_loop().time()
        self._quiet_ticks = 0

    def _tick(self) -> None:
        self._timer = None
        if not self._held:
            return
        self._quiet_ticks += 1
        waited = asyncio.get_running_loop().time() - self._gap_since
        if self._quiet_ticks >= TICKS or waited >= self._longest:
            self._upto = self._held[0][0] - 1
        self._advance()
