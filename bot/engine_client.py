"""Talks HTTP to one running engine worker over its private Unix socket."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from bot.errors import TurnFailed
from bot.wire import Json, parse_json

ALIVE_SECONDS = 1.0
MOST_CONNECTIONS = 64
KEPT_SECONDS = 300.0


class NotReached(Exception):
    """No connection: the worker knows nothing of this question."""


class ConnectionLost(Exception):
    """The worker went away with the question in hand."""


class EngineClient:
    """Connections that live as long as the worker's process."""

    def __init__(self, socket: Path) -> None:
        connector = aiohttp.UnixConnector(
            path=str(socket), limit=MOST_CONNECTIONS, keepalive_timeout=KEPT_SECONDS
        )
        self._session = aiohttp.ClientSession(connector=connector, base_url="http://engine")

    async def readiness(self) -> tuple[bool, Json]:
        """Whether the worker says that it is ready, and what it says."""
        timeout = aiohttp.ClientTimeout(total=ALIVE_SECONDS)
        try:
            async with self._session.get("/ready", timeout=timeout) as response:
                return response.status == 200, parse_json(await response.read())
        except (aiohttp.ClientError, OSError, TimeoutError, TurnFailed):
            return False, {}

    async def post(self, path: str, body: Json, seconds: float) -> bytes:
        """The answer's body; `TimeoutError` if it takes longer, `TurnFailed` if it is an error."""
        patience = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.post(path, json=body, timeout=patience) as response:
                answer = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise NotReached from error
        except TimeoutError:
            raise
        except (aiohttp.ClientError, OSError) as error:
            raise ConnectionLost from error
        if response.status >= 400:
            raise TurnFailed(f"the worker answered {response.status}")
        return answer

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()
