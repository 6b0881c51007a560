"""News for agents: numbered, kept for a while so that a broken stream can be resumed."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

KEPT = 4096
MOST_UNSENT = 512


@dataclass(frozen=True, slots=True)
class Event:
    """One piece of news. With `viewers_of`, only for who looks at that conversation or holds it."""

    name: str
    data: Json
    id: str = ""
    viewers_of: str | None = None
    holder: int | None = None


@dataclass(eq=False, slots=True)
class Stream:
    """One open stream: who listens, and which conversation is in view."""

    user_id: int
    display: str
    session: str
    conversation: str | None
    queue: asyncio.Queue[Event] = field(default_factory=lambda: asyncio.Queue(MOST_UNSENT))
    broken: bool = False

    def wants(self, event: Event) -> bool:
        """Whether an event is for this stream."""
        if event.viewers_of is None:
            return True
        return self.conversation == event.viewers_of or event.holder == self.user_id

    def put(self, event: Event) -> None:
        """Queue an event; whoever reads too slowly is let go, and resumes."""
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            self.broken = True


class Feed:
    """Numbers events and hands them to the streams of this process."""

    def __init__(self) -> None:
        self._boot = secrets.token_hex(4)
        self._number = 0
        self._lost = 0
        self._kept: deque[tuple[int, Event]] = deque()
        self._streams: set[Stream] = set()

    @property
    def newest(self) -> str:
        """The id of the newest event: who loads now and listens from here misses nothing."""
        return f"{self._boot}-{self._number}"

    def tell(self, event: Event) -> None:
        """Number an event, keep it, and hand it out."""
        self._number += 1
        numbered = Event(event.name, event.data, self.newest, event.viewers_of, event.holder)
        self._kept.append((self._number, numbered))
        if len(self._kept) > KEPT:
            self._lost = self._kept.popleft()[0]
        for stream in tuple(self._streams):
            if stream.wants(numbered):
                stream.put(numbered)

    def forget(self, conversation: str) -> None:
        """Nothing of an erased conversation is handed out again."""
        self._kept = deque(item for item in self._kept if _about(item[1]) != conversation)

    def missed(self, after: str, stream: Stream) -> list[Event] | None:
        """What came after an event; None if that cannot be said any more."""
        boot, _, number = after.partition("-")
        if boot != self._boot or not number.isdecimal() or int(number) > self._number:
            return None
        if int(number) < self._lost:
            return None
        return [e for n, e in self._kept if n > int(number) and stream.wants(e)]

    @contextmanager
    def listening(self, stream: Stream) -> Iterator[None]:
        """Hand events to a stream; the others hear who looks at what."""
        self._streams.add(stream)
        self._tell_viewers(stream.conversation)
        try:
            yield
        finally:
            self._streams.discard(stream)
            self._tell_viewers(stream.conversation)

    def _tell_viewers(self, conversation: str | None) -> None:
        if conversation:
            data = {"id": conversation, "viewers": self.viewers(conversation)}
            self.tell(Event("viewers", data))

    def viewers(self, conversation: str) -> list[Json]:
        """Who looks at a conversation, each once."""
        seen = {s.user_id: s.display for s in self._streams if s.conversation == conversation}
        return [{"id": number, "name": name} for number, name in sorted(seen.items())]

    def end_session(self, session: str, reason: str) -> None:
        """Close the streams of a session."""
        for stream in tuple(self._streams):
            if stream.session == session:
                stream.put(Event("bye", {"reason": reason}))

    def close(self) -> None:
        """Close all streams: the service goes."""
        for stream in tuple(self._streams):
            stream.put(Event("bye", {"reason": "closing"}))


def _about(event: Event) -> str | None:
    row = event.data.get("row")
    about = event.data.get("id") or (row["id"] if row else None)
    return about if event.name != "gone" else None
