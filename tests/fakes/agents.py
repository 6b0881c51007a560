"""Clients of the console's API, and users made straight in the database."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.console.passwords import hash_now
from bot.store import user_sessions, users
from bot.store.database import make_engine
from bot.store.user_sessions import Limits
from bot.store.users import NewUser

Json = dict[str, Any]
CONSOLE = "/api/v1/console"
PASSWORD = "correct horse battery staple"
ROLES = {"anna": "agent", "ben": "agent", "sue": "supervisor", "ada": "admin"}


def make_users(database: str, names: dict[str, str] = ROLES) -> None:
    """Users with one password, in the database of a running service."""
    hashed = hash_now(PASSWORD)
    engine = make_engine(database)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for name, role in names.items():
            users.add(connection, NewUser(name, name.capitalize(), role, hashed))
    engine.dispose()


@dataclass(frozen=True, slots=True)
class Agent:
    """A signed-in user of the console, with a bearer token."""

    http: aiohttp.ClientSession
    me: Json

    @property
    def name(self) -> str:
        return str(self.me["user"]["display"])

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.me['token']}"}

    async def call(self, method: str, path: str, **more: Any) -> tuple[int, Any]:
        """Status and body of any call."""
        headers = {**self.headers, **more.pop("headers", {})}
        async with self.http.request(method, CONSOLE + path, headers=headers, **more) as answer:
            if "json" in answer.content_type:
                return answer.status, await answer.json()
            return answer.status, await answer.read()

    async def get(self, path: str, **more: Any) -> Any:
        """The body of a GET, which has to succeed."""
        status, body = await self.call("GET", path, **more)
        assert status == 200, (path, status, body)
        return body

    async def post(self, path: str, body: Json | None = None, status: int = 200) -> Any:
        """The body of a POST, which has to have this status."""
        got, answer = await self.call("POST", path, json=body or {})
        assert got == status, (path, got, answer)
        return answer

    @asynccontextmanager
    async def listening(self, **query: str) -> AsyncIterator[News]:
        """An open stream of events."""
        timeout = aiohttp.ClientTimeout(total=None, sock_read=20)
        async with self.http.get(
            f"{CONSOLE}/events", params=query, headers=self.headers, timeout=timeout
        ) as stream:
            assert stream.status == 200, await stream.text()
            yield News(stream)


@dataclass(slots=True)
class News:
    """The events of a stream, as they come."""

    stream: aiohttp.ClientResponse

    async def next(self) -> tuple[str, str, Json]:
        """Id, name and data of the next event."""
        event: dict[str, str] = {}
        while True:
            line = (await self.stream.content.readline()).decode().rstrip("\r\n")
            if not line and "data" in event:
                return event.get("id", ""), event["event"], json.loads(event["data"])
            name, _, value = line.partition(": ")
            if name:
                event[name] = value

    async def until(self, name: str, fits: Callable[[Json], bool] = lambda data: True) -> Json:
        """The data of the first event of this name that fits; the others are let by."""
        while True:
            _, kind, data = await self.next()
            if kind == name and fits(data):
                return data


async def signed_in(http: aiohttp.ClientSession, database: str, name: str) -> Agent:
    """A session made straight in the database: a password takes its time to be checked."""
    engine = make_engine(database)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        user = users.find(connection, name)
        assert user is not None
        token = user_sessions.begin(connection, user.id, "terminal", Limits(1800, 36000))
    engine.dispose()
    agent = Agent(http, {"token": token})
    agent.me.update(await agent.get("/session"))
    return agent


async def sign_in(http: aiohttp.ClientSession, name: str, **more: str) -> Agent:
    """Sign in as a terminal does."""
    body = {"name": name, "password": PASSWORD, "client": "terminal", **more}
    async with http.post(f"{CONSOLE}/session", json=body) as answer:
        me = await answer.json()
        assert answer.status == 201, me
    return Agent(http, me)
