"""HTTP to the service: JSON, bytes and news, with typed errors; the token stays in memory."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.console_terminal.errors import Away, ConsoleError, Refused, SignedOut
from bot.console_terminal.events import Event, read_events

Json = dict[str, Any]

API = "/api/v1/console/"
PATIENCE = aiohttp.ClientTimeout(total=40, sock_connect=10)
STREAM_PATIENCE = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=45)
"""The service sends a sign of life every 15 seconds; three missing ones are a broken connection."""

LONGEST_LINE = 2**20
BROKEN = (aiohttp.ClientError, TimeoutError, OSError)


def address_of(url: str) -> str:
    """Where the service is, without a path."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConsoleError("bad_url", url=url)
    return f"{parts.scheme}://{parts.netloc}"


class Transport:
    """Opens its connection on the first call."""

    def __init__(self, url: str) -> None:
        self._address = address_of(url)
        self._session: aiohttp.ClientSession | None = None
        self.token = ""

    async def json(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        """A call whose answer is an object, or nothing."""
        data = await self.bytes(method, path, "application/json", body=body, query=query)
        try:
            answer = json.loads(data or b"{}")
        except ValueError as error:
            raise ConsoleError("not_ours") from error
        if not isinstance(answer, dict):
            raise ConsoleError("not_ours")
        return answer

    async def bytes(
        self,
        method: str,
        path: str,
        accept: str,
        *,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
    ) -> bytes:
        """A call whose answer is taken as it is."""
        given = {key: value for key, value in (query or {}).items() if value}
        try:
            async with self._open().request(
                method,
                self._address + API + path,
                json=body,
                params=given,
                headers=self._headers(accept),
                timeout=PATIENCE,
            ) as answer:
                await self._refuse(answer)
                return await answer.read()
        except BROKEN as error:
            raise self._away() from error

    async def events(self, path: str, query: Mapping[str, str]) -> AsyncGenerator[Event, None]:
        """News; the first is an `open` of our own, so that one knows that the stream stands."""
        given = {key: value for key, value in query.items() if value}
        try:
            async with self._open().get(
                self._address + API + path,
                params=given,
                headers=self._headers("text/event-stream"),
                timeout=STREAM_PATIENCE,
            ) as answer:
                await self._refuse(answer)
                yield Event("open", {})
                async for event in read_events(answer.content):
                    yield event
        except (*BROKEN, ValueError) as error:
            raise self._away() from error

    async def close(self) -> None:
        """Let the connection go."""
        if self._session:
            await self._session.close()

    async def _refuse(self, answer: aiohttp.ClientResponse) -> None:
        if answer.status < HTTPStatus.BAD_REQUEST:
            return
        try:
            problem = json.loads(await answer.read())
            detail, code = str(problem["detail"]), str(problem["code"])
        except (ValueError, KeyError, TypeError) as error:
            if answer.status in (HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE):
                raise self._away() from error
            raise ConsoleError("not_ours") from error
        if code == "login_needed":
            raise SignedOut("signed_out")
        raise Refused(detail, code)

    def _away(self) -> Away:
        return Away("no_server", url=self._address)

    def _headers(self, accept: str) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Accept": accept, **bearer}

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(read_bufsize=LONGEST_LINE)
        return self._session
