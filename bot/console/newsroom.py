"""Turns what happens in conversations into the agents' news, in the order in which it happened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from bot.background import in_background
from bot.console import lines as reading
from bot.console.feed import Event
from bot.console.lines import Lines
from bot.console.rows import label, row_view
from bot.console.view import assessment_view
from bot.keys import DATABASE, FEED, LIVE, NAMING
from bot.store import board, inbox
from bot.store.board import Row
from bot.store.records import Change, Message
from bot.store.standings import is_alarm
from bot.views import iso
from bot.wire import empty_assessment

Json = dict[str, Any]
log = structlog.get_logger(__name__)

TOGETHER_SECONDS = 0.05
"""Changes of a row within so short a time are told once."""


class Newsroom:
    """Hears every frame of every conversation, and tells agents what it means to them."""

    def __init__(self, app: web.Application) -> None:
        self._app = app
        self._feed = app[FEED]
        self._heard: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()
        self._changed: dict[str, None] = {}  # a set that keeps its order

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Newsroom]:
        """Hear and tell inside this context."""
        with self._app[LIVE].watching(lambda id_, frame: self._heard.put_nowait((id_, frame))):
            async with in_background(self._work()):
                yield self

    async def _work(self) -> None:
        while True:
            await self._take(*await self._heard.get())
            if self._heard.empty():
                await asyncio.sleep(TOGETHER_SECONDS)
            if self._heard.empty():
                await self._tell_changed()

    async def _take(self, id_: str, frame: Json) -> None:
        """One frame; a fault in one must not silence the others."""
        try:
            match frame["type"]:
                case "message":
                    self._line(id_, frame)
                case "understood":
                    await self._understood(id_, frame)
                case "corrected":
                    await self.tell_change(id_, frame["change"])
                case "delivery":
                    await self._delivery(id_, frame)
                case "erased":
                    self._erased(id_)
                case "mode":
                    await self._mode(id_, frame["mode"])
        except Exception as error:  # whatever it is, the next news may be an emergency
            log.error("news_not_told", conversation=id_, exc_info=error)
        if frame["type"] not in ("erased", "typing"):
            self._changed[id_] = None

    def _line(self, id_: str, frame: Json) -> None:
        line = {name: value for name, value in frame.items() if name != "type"}
        view = _as_seen(line, self._app)
        self._feed.tell(Event("message", {"id": id_, "line": view}, viewers_of=id_))

    async def _understood(self, id_: str, frame: Json) -> None:
        """The line again, now with how it was understood; what follows; whether it is an alarm."""
        app, change = self._app, frame["change"]
        message_id = frame["message_id"]
        read = partial(reading.read_message, conversation=id_, message_id=message_id)
        lines: Lines = await app[DATABASE].read(read)
        for view in lines.views(app[NAMING]):
            self._feed.tell(Event("message", {"id": id_, "line": view}, viewers_of=id_))
        await self.tell_assessment(id_)
        if change:
            await self.tell_change(id_, change)

    async def tell_assessment(self, id_: str) -> None:
        """What was understood so far, to those who look."""
        app = self._app
        plain = await app[DATABASE].read(partial(inbox.latest_assessment, conversation_id=id_))
        lines = await app[DATABASE].read(partial(reading.read, conversation=id_))
        view = assessment_view(app, plain or empty_assessment(), lines)
        self._feed.tell(Event("assessment", {"id": id_, "assessment": view}, viewers_of=id_))

    async def tell_change(self, id_: str, change: Change) -> None:
        """Another urgency; an emergency to everybody, whoever holds the conversation."""
        if change.before != change.after:
            data = {"id": id_, "from": change.before, "to": change.after}
            self._feed.tell(Event("urgency", data))
        row = await self._row(id_)
        if row and is_alarm(change):
            flags = self._app[NAMING].flags(list(change.new_flags))
            view = row_view(self._app, row)
            self._feed.tell(Event("emergency", {"row": view, "flags": flags}))

    async def _delivery(self, id_: str, frame: Json) -> None:
        row = await self._row(id_)
        if row:
            told = reading.delivery_view(frame["delivery"])
            view = row_view(self._app, row)
            data = {"id": id_, "seq": frame["seq"], "delivery": told, "row": view}
            self._feed.tell(Event("delivery", data, viewers_of=id_, holder=row.user_id))

    def _erased(self, id_: str) -> None:
        self._changed.pop(id_, None)
        self._feed.forget(id_)
        self._feed.tell(Event("gone", {"id": id_, "erased": True}))

    async def _mode(self, id_: str, mode: str) -> None:
        row = await self._row(id_) if mode == "waiting" else None
        if row and row.wanted_at:
            data = {"id": id_, "label": label(row), "since": iso(row.wanted_at)}
            self._feed.tell(Event("waiting", data))

    async def _tell_changed(self) -> None:
        changed, self._changed = self._changed, {}
        for id_ in changed:
            try:
                row = await self._row(id_)
                if row and row.belongs_in_queue:
                    self._feed.tell(Event("queue", {"row": row_view(self._app, row)}))
                elif row and row.ended:
                    self._feed.tell(Event("gone", {"id": id_, "erased": False}))
            except Exception as error:  # as above
                log.error("news_not_told", conversation=id_, exc_info=error)

    async def _row(self, id_: str) -> Row | None:
        return await self._app[DATABASE].read(partial(board.one, conversation=id_))


def _as_seen(line: Json, app: web.Application) -> Json:
    """A frame for the person's own screen as a line for agents."""
    body = {k: v for k, v in line.items() if k not in ("seq", "role", "at", "message_id")}
    message = Message(line["seq"], line["role"], line.get("message_id"), body, 0.0)
    (view,) = Lines([message]).views(app[NAMING])
    return {**view, "at": line["at"]}
