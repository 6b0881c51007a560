"""Live news of conversations: whoever listens hears each new line at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Json = dict[str, Any]
Listener = Callable[[Json], None]
Watcher = Callable[[str, Json], None]


class Live:
    """Passes frames on within this process; a channel or a console listens to a conversation."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}
        self._watchers: list[Watcher] = []

    @contextmanager
    def listening(self, conversation: str, listener: Listener) -> Iterator[None]:
        """Have `listener` called with every frame of a conversation; it must not wait."""
        listeners = self._listeners.setdefault(conversation, [])
        listeners.append(listener)
        try:
            yield
        finally:
            listeners.remove(listener)
            if not listeners:
                self._listeners.pop(conversation, None)

    @contextmanager
    def watching(self, watcher: Watcher) -> Iterator[None]:
        """Have `watcher` called with every frame of every conversation; it must not wait."""
        self._watchers.append(watcher)
        try:
            yield
        finally:
            self._watchers.remove(watcher)

    def tell(self, conversation: str, frame: Json) -> None:
        """Pass a frame on to all who listen."""
        for listener in tuple(self._listeners.get(conversation, ())):
            listener(frame)
        self.tell_watchers(conversation, frame)

    def tell_watchers(self, conversation: str, frame: Json) -> None:
        """Pass a frame on inside the service only: the person is not shown it."""
        for watcher in tuple(self._watchers):
            watcher(conversation, frame)
