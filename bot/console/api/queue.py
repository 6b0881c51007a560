"""`/queue` and `/events`: who needs somebody, now and from now on."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from functools import partial

from aiohttp import hdrs, web
from aiohttp_sse import EventSourceResponse, sse_response

from bot.api.requests import answer_json
from bot.console import access, queue, view
from bot.console.feed import Event, Stream
from bot.keys import DATABASE, FEED

LOOK_SECONDS = 2.0
"""How often a quiet stream looks whether the other side is still there."""
CHECK_SECONDS = 15.0
"""How often it looks whether the session is."""


async def show(request: web.Request) -> web.Response:
    """`GET /queue`: the rows that fit the filter."""
    who = await access.require(request, "work")
    return answer_json(await queue.page(request.app, who, queue.parse(request.query)))


async def events(request: web.Request) -> web.StreamResponse:
    """`GET /events`: news of the queue, and of one conversation, as they happen."""
    who = await access.require(request, "work")
    conversation = request.query.get("conversation") or None
    if conversation:
        await request.app[DATABASE].read(partial(view.known, id_=conversation))
        await view.note_view(request.app, who, conversation)
    after = request.headers.get(hdrs.LAST_EVENT_ID) or request.query.get("after")
    stream = Stream(who.user_id, who.display, who.session, conversation)
    feed = request.app[FEED]
    async with sse_response(request) as response:
        missed = feed.missed(after, stream) if after else []
        with feed.listening(stream), suppress(ConnectionError, TimeoutError):
            for event in [Event("reset", {}, feed.newest)] if missed is None else missed:
                await _send(response, event)
            await _carry(request, response, stream)
    return response


async def _carry(request: web.Request, response: EventSourceResponse, stream: Stream) -> None:
    """Send what comes until the other side, the session or the service goes."""
    loop = asyncio.get_running_loop()
    checked = loop.time()
    while not stream.broken and request.transport is not None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                event = await stream.queue.get()
        except TimeoutError:
            event = None
        if event:
            await _send(response, event)
            if event.name == "bye":
                return
        if loop.time() - checked > CHECK_SECONDS:
            checked = loop.time()
            if await access.of_session(request.app, stream.session) is None:
                await _send(response, Event("bye", {"reason": "over"}))
                return


async def _send(response: EventSourceResponse, event: Event) -> None:
    await response.send(json.dumps(event.data), id=event.id or None, event=event.name)
