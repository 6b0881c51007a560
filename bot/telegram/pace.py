"""How fast may be sent: to all chats together, to each chat, and not while Telegram says wait."""

from __future__ import annotations

import time
from collections.abc import Callable

BURST_OF_A_CHAT = 3
BURST_SECONDS = 1.0
MOST_CHATS = 10_000


class Pace:
    """Hands out moments. A chat may be sent a few at once, as an answer often has two parts."""

    def __init__(
        self,
        per_second: float,
        per_chat_and_second: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._between = 1 / per_second
        self._between_in_chat = 1 / per_chat_and_second
        self._clock = clock
        self._next = 0.0
        self._next_in_chat: dict[int, float] = {}
        self._held: dict[int, float] = {}
        self._all_held = 0.0

    def wait_for_chat(self, chat: int) -> float:
        """Seconds until the chat may be sent its next message; that place is then taken."""
        now = self._clock()
        burst = (BURST_OF_A_CHAT - 1) * self._between_in_chat
        at = max(now - burst, self._next_in_chat.get(chat, 0.0))
        self._next_in_chat[chat] = at + self._between_in_chat
        if len(self._next_in_chat) > MOST_CHATS:
            self._forget(now)
        return max(0.0, at - now)

    def wait_for_all(self) -> float:
        """Seconds until anybody may be sent the next message; that place is then taken."""
        now = self._clock()
        at = max(now - BURST_SECONDS, self._next)
        self._next = at + self._between
        return max(0.0, at - now)

    def held(self, chat: int) -> float:
        """Seconds for which Telegram wants nothing sent to the chat, whatever it is."""
        return max(0.0, max(self._held.get(chat, 0.0), self._all_held) - self._clock())

    def hold(self, chat: int, seconds: float) -> None:
        """Obey a `retry_after`. If a second chat is told so meanwhile, it is meant for all."""
        now = self._clock()
        self._held = {one: until for one, until in self._held.items() if until > now}
        if any(one != chat for one in self._held):
            self._all_held = max(self._all_held, now + seconds)
        self._held[chat] = now + seconds

    def _forget(self, now: float) -> None:
        kept = {chat: at for chat, at in self._next_in_chat.items() if at > now - 60}
        self._next_in_chat = kept
