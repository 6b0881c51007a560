"""Where updates come in, by webhook or by polling: stored before they are acknowledged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeGuard

from bot.cleaning import clean
from bot.store import telegram_updates
from bot.store.database import Database
from bot.store.telegram_updates import Arrival

Json = dict[str, Any]

MOST = 2**63
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for, by its names."""


class Hints:
    """Tells what may be an emergency by a glance at the words; it decides on haste only."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._words = re.compile("|".join(patterns), re.IGNORECASE)

    def in_words(self, text: str) -> bool:
        """Whether a text should not have to wait."""
        return bool(self._words.search(text.replace("’", "'")))

    def in_update(self, update: Json) -> bool:
        """Whether a message or its caption should not have to wait."""
        message = update.get("message") or update.get("edited_message") or {}
        words = (message.get("text"), message.get("caption"))
        return any(isinstance(text, str) and self.in_words(clean(text)) for text in words)


class Intake:
    """The one way in. `release` hears of every new update once it is stored."""

    def __init__(
        self, database: Database, hints: Hints, release: Callable[[Arrival], None]
    ) -> None:
        self._database = database
        self._hints = hints
        self._release = release

    async def accept(self, updates: Sequence[Json]) -> None:
        """Store what is new. On return it is on disk, and Telegram may forget it."""
        arrivals = [one for update in updates if (one := self._arrival(update)) is not None]
        accept = partial(telegram_updates.accept, arrivals=arrivals)
        for arrival in await self._database.write(accept):
            self._release(arrival)

    def _arrival(self, update: Json) -> Arrival | None:
        number, chat = update.get("update_id"), _chat_of(update)
        if not _is_number(number) or chat is None:
            return None
        return Arrival(number, chat, self._hints.in_update(update), json.dumps(update))


def _chat_of(update: Json) -> int | None:
    """The chat that an update belongs to: its order is kept within it."""
    event: Json = next((update[kind] for kind in KINDS if isinstance(update.get(kind), dict)), {})
    message = event.get("message")
    places = (
        event.get("chat"),
        message.get("chat") if isinstance(message, dict) else None,
        event.get("from"),
    )
    for place in places:
        if isinstance(place, dict) and _is_number(place.get("id")):
            return int(place["id"])
    return None


def _is_number(value: object) -> TypeGuard[int]:
    """A whole number that a database can hold, as all of Telegram's are."""
    return type(value) is int and -MOST <= value < MOST
