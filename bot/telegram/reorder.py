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
        self._quiet = quiet
        self._longest = longest
        self._held: list[tuple[int, Arrival]] = []
        self._highest = known or 0
        self._gap_since = 0.0
        self._late_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def add(self, arrival: Arrival) -> None:
        """Take a new update; it is released now or in its turn."""
        number, now = arrival.update_id, self._now()
        if arrival.urgent:
            self._release(arrival)
        elif self._upto is not None and number <= self._upto:
            self._release(arrival)  # its gap was given up already
            return
        if not self._held:
            self._gap_since = self._late_at = now
        if number < self._highest:
            self._late_at = now
        self._highest = max(self._highest, number)
        heapq.heappush(self._held, (number, arrival))
        self._advance()

    def close(self) -> None:
        """Hold nothing back any more; what is held stays in the inbox for the next start."""
        if self._timer:
            self._timer.cancel()

    def _advance(self) -> None:
        while self._held and (self._follows(self._held[0][0]) or self._is_given_up()):
            number, arrival = heapq.heappop(self._held)
            self._upto = max(number, self._upto or 0)
            if not arrival.urgent:
                self._release(arrival)
            if self._held and not self._follows(self._held[0][0]):
                self._gap_since = self._now()
                self._late_at = max(self._late_at, self._gap_since)
        self._set_timer()

    def _follows(self, number: int) -> bool:
        return self._upto is not None and number <= self._upto + 1

    def _is_given_up(self) -> bool:
        now = self._now()
        return now - self._late_at >= self._quiet or now - self._gap_since >= self._longest

    def _set_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._held:
            due = min(self._late_at + self._quiet, self._gap_since + self._longest)
            self._timer = asyncio.get_running_loop().call_at(due, self._advance)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
