"""Server-sent events, read line by line as the HTML standard says."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One piece of news; `id` is what a client names when it comes back."""

    name: str
    data: Json
    id: str = ""


class EventReader:
    """Puts lines together; what is no JSON object (a broken proxy's page) is passed over."""

    def __init__(self) -> None:
        self._name = ""
        self._data: list[str] = []
        self._id = ""

    def feed(self, line: str) -> Event | None:
        """Take a line without its end; an empty line completes an event."""
        if not line:
            return self._complete()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
        elif field == "id":
            self._id = value
        return None

    def _complete(self) -> Event | None:
        name, data = self._name or "message", "\n".join(self._data)
        self._name, self._data = "", []
        try:
            body = json.loads(data) if data else None
        except ValueError:
            return None
        return Event(name, body, self._id) if isinstance(body, dict) else None


async def read_events(lines: AsyncIterable[bytes]) -> AsyncIterator[Event]:
    """The events of an answer's body."""
    reader = EventReader()
    async for line in lines:
        event = reader.feed(line.decode("utf-8", "replace").rstrip("\r\n"))
        if event is not None:
            yield event
