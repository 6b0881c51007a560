"""A client of the public API, as small as a test needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp

Json = dict[str, Any]
API = "/api/v1"
PATIENCE = 120.0
"""Seconds, for a machine that is busy with something else; a test that passes does not wait."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation with its credentials."""

    session: aiohttp.ClientSession
    id: str
    token: str
    greeting: Json

    @property
    def path(self) -> str:
        return f"{API}/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def call(self, method: str, path: str = "", **more: Any) -> tuple[int, Any]:
        """Status and body of any call on this conversation."""
        headers = {**self.headers, **more.pop("headers", {})}
        async with self.session.request(
            method, self.path + path, headers=headers, **more
        ) as answer:
            if "json" in answer.content_type:
                return answer.status, await answer.json()
            return answer.status, await answer.read()

    async def say(self, text: str, message_id: str | None = None) -> Json:
        """Send a text; the answer, which has to be one."""
        body = {"text": text, **({"message_id": message_id} if message_id else {})}
        status, answer = await self.call("POST", "/messages", json=body)
        assert status == 200, (status, answer)
        assert isinstance(answer, dict)
        return answer

    async def lines(self) -> list[Json]:
        """The transcript."""
        status, body = await self.call("GET")
        assert status == 200, (status, body)
        lines: list[Json] = body["messages"]
        return lines

    async def socket(self, **hello: Any) -> aiohttp.ClientWebSocketResponse:
        """A WebSocket that has introduced itself and heard `ready`."""
        socket = await self.session.ws_connect(f"{API}/ws")
        await socket.send_json({"id": self.id, "token": self.token, **hello})
        ready = await socket.receive_json(timeout=PATIENCE)
        assert ready["type"] == "ready", ready
        return socket


async def begin(session: aiohttp.ClientSession, **body: Any) -> Talk:
    """A new conversation."""
    async with session.post(f"{API}/conversations", json=body) as answer:
        started = await answer.json()
        assert answer.status == 201, started
    return Talk(session, started["id"], started["token"], started)


async def frames_until(
    socket: aiohttp.ClientWebSocketResponse, kind: str, seconds: float = PATIENCE
) -> list[Json]:
    """Frames up to and with the first of this kind."""
    frames: list[Json] = []
    while not frames or frames[-1]["type"] != kind:
        frames.append(await socket.receive_json(timeout=seconds))
    return frames
