"""`/api/v1/ws`: a conversation over one socket; docs/api.md describes the frames."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from bot.answering import Answering
from bot.errors import Problem
from bot.incoming import parse_message, parse_number, parse_object
from bot.keys import ADDRESSES, ANSWERING, DATABASE, LIVE, MESSAGE_RATES, SETTINGS, SOCKETS, TEXTS
from bot.problems import problem_body, problem_of
from bot.store import conversations, transcript
from bot.store.conversations import Access, access_by_token
from bot.store.records import Entry
from bot.views import message_frame

Json = dict[str, Any]

HEARTBEAT_SECONDS = 25.0
HELLO_SECONDS = 10.0
MOST_BYTES = 64 * 1024
MOST_UNSENT = 256
TYPING_AFTER_SECONDS = 0.4

NO_TOKEN, NO_CONVERSATION = 4401, 4404


async def websocket(request: web.Request) -> web.WebSocketResponse:
    """Admit a socket, hear who it is, then carry frames both ways until it closes."""
    addresses = request.app[ADDRESSES]
    address = addresses.caller(request)
    socket = web.WebSocketResponse(
        heartbeat=HEARTBEAT_SECONDS, max_msg_size=MOST_BYTES, compress=False
    )
    limited = addresses.is_limited(address)
    with request.app[SOCKETS].admit(socket, address, limited):
        await socket.prepare(request)
        await _Line(request.app, socket, limited).carry()
    return socket


class _Line:
    """One socket with its queue of frames to send and its turns under way."""

    def __init__(self, app: web.Application, socket: web.WebSocketResponse, limited: bool) -> None:
        self._app = app
        self._socket = socket
        self._limited = limited
        self._answering: Answering = app[ANSWERING]
        self._unsent: asyncio.Queue[Json] = asyncio.Queue(MOST_UNSENT)
        self._ready = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def carry(self) -> None:
        """The whole life of the socket."""
        sender = asyncio.create_task(self._send_all())
        try:
            hello = await self._hello()
            if hello is None:
                return
            access, after = hello
            with self._app[LIVE].listening(access.conversation, self._hear):
                await self._catch_up(access, after)
                await self._listen(access)
        finally:
            # Turns under way go on: their answers are stored, and found on coming back.
            sender.cancel()

    async def _hello(self) -> tuple[Access, int | None] | None:
        with suppress(TimeoutError):
            first = await self._socket.receive(HELLO_SECONDS)
            if first.type is not WSMsgType.TEXT:
                await self._refuse_kind(first)
                return None
            return await self._who(first.data)
        await self._socket.close(code=NO_TOKEN)
        return None

    async def _who(self, data: str) -> tuple[Access, int | None] | None:
        try:
            frame = parse_object(data)
            name, token = frame.get("id"), frame.get("token")
            if not isinstance(name, str) or not isinstance(token, str):
                raise Problem("no_token")
            after = frame.get("after")
            if after is not None:
                after = parse_number(str(after), field="after", least=0, most=2**31, default=0)
            access = access_by_token(name, token)
            authorise = partial(conversations.authorise, access=access)
            await self._app[DATABASE].read(authorise)
        except Problem as problem:
            await self._socket.send_json(self._error(problem, None))
            gone = problem.code == "no_conversation"
            await self._socket.close(code=NO_CONVERSATION if gone else NO_TOKEN)
            return None
        return access, after

    async def _catch_up(self, access: Access, after: int | None) -> None:
        """Tell how things stand, then what was missed; news meanwhile queue up behind."""
        database = self._app[DATABASE]
        conversation = await database.read(partial(conversations.authorise, access=access))
        ready = {"type": "ready", "id": conversation.id, "mode": conversation.mode}
        missed: list[Json] = []
        if after is not None:
            page = partial(
                transcript.page, conversation=conversation.id, after=after, most=transcript.PAGE
            )
            missed = [message_frame(line) for line in await database.read(page)]
        for frame in ({**ready, "last_seq": conversation.last_seq}, *missed):
            await self._socket.send_str(json.dumps(frame))
        self._ready.set()

    async def _listen(self, access: Access) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                await self._refuse_kind(message)
                return
            try:
                self._take(access, parse_object(message.data))
            except Problem as problem:
                self._hear(self._error(problem, None))

    def _take(self, access: Access, frame: Json) -> None:
        if frame.get("type") == "ping":
            self._hear({"type": "pong"})
            return
        self._begin(self._turn(access, frame))

    async def _turn(self, access: Access, frame: Json) -> None:
        given = frame.get("message_id")
        message_id = given if isinstance(given, str) else None
        longest = self._app[SETTINGS].max_text_length
        typing = asyncio.get_running_loop().call_later(
            TYPING_AFTER_SECONDS, self._hear, {"type": "typing", "on": True}
        )
        try:
            message = parse_message(frame, longest)
            message_id = message.message_id
            self._limit(access)
            answer = await self._answering.respond(access, message, self._accepted)
            self._hear({"type": "answer", **answer})
        except Exception as error:  # noqa: BLE001 - told as a problem, logged as what it is
            self._hear(self._error(problem_of(error, longest), message_id))
        finally:
            typing.cancel()

    def _limit(self, access: Access) -> None:
        if not self._limited:
            return
        seconds = self._app[MESSAGE_RATES].seconds_to_wait(access.token_hash or "")
        if seconds:
            raise Problem("too_fast", headers={"Retry-After": str(seconds)}, seconds=seconds)

    def _accepted(self, entry: Entry) -> None:
        self._hear({"type": "accepted", "message_id": entry.message_id})

    def _error(self, problem: Problem, message_id: str | None) -> Json:
        return {
            "type": "error",
            "message_id": message_id,
            "problem": problem_body(problem, self._app[TEXTS]),
        }

    async def _refuse_kind(self, message: WSMessage) -> None:
        if message.type is WSMsgType.BINARY:
            await self._socket.close(code=WSCloseCode.UNSUPPORTED_DATA)

    def _hear(self, frame: Json) -> None:
        """Queue a frame; a client that reads too slowly is let go, and may resume."""
        try:
            self._unsent.put_nowait(frame)
        except asyncio.QueueFull:
            if not self._socket.closed:
                self._begin(self._socket.close(code=WSCloseCode.TRY_AGAIN_LATER))

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._tasks.discard)

    async def _send_all(self) -> None:
        await self._ready.wait()
        with suppress(ConnectionError):
            while True:
                await self._socket.send_str(json.dumps(await self._unsent.get()))
