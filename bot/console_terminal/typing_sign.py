"""The person sees that somebody writes: told every few seconds at most, and taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.console_terminal.errors import ConsoleError

AGAIN_SECONDS = 4.0


class TypingSign:
    """A sign that does not get through harms nobody, so nothing is said about it."""

    def __init__(self, tell: Callable[[bool], Awaitable[None]], clock: Callable[[], float]) -> None:
        self._tell = tell
        self._clock = clock
        self._told: float | None = None

    async def changed(self, text: str) -> None:
        """There are other words in the field now."""
        if not text:
            await self.over()
        elif self._told is None or self._clock() - self._told > AGAIN_SECONDS:
            self._told = self._clock()
            await self._send(True)

    async def over(self) -> None:
        """Nobody writes any more."""
        if self._told is not None:
            self._told = None
            await self._send(False)

    async def _send(self, on: bool) -> None:
        try:
            await self._tell(on)
        except ConsoleError:
            return
