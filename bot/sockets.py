"""The open WebSockets: how many an address has, and a way to close them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import WSCloseCode, web

from bot.errors import Problem


class Sockets:
    """Counts sockets by address and closes them when the service goes."""

    def __init__(self, most_per_address: int) -> None:
        self._most = most_per_address
        self._by_address: Counter[str] = Counter()
        self._open: set[web.WebSocketResponse] = set()

    @property
    def number(self) -> int:
        """How many are open."""
        return len(self._open)

    @contextmanager
    def admit(self, socket: web.WebSocketResponse, address: str, limited: bool) -> Iterator[None]:
        """Count a socket while it is open."""
        if limited and self._by_address[address] >= self._most:
            raise Problem("too_many_sockets", headers={"Retry-After": "10"})
        self._by_address[address] += 1
        self._open.add(socket)
        try:
            yield
        finally:
            self._open.discard(socket)
            self._by_address[address] -= 1
            if not self._by_address[address]:
                del self._by_address[address]

    async def close_all(self) -> None:
        """Ask every client to come back in a moment."""
        for socket in tuple(self._open):
            await socket.close(code=WSCloseCode.SERVICE_RESTART)
