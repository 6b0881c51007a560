"""Taking over and handing back, writing and noting, correcting and marking: what an agent does."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.console import corrections, holding, misread, notes, writing
from bot.console.access import Principal
from bot.console_web.desk import shown_parts, talk_in
from bot.console_web.pages import done, shown
from bot.console_web.words import words
from bot.errors import Problem

_HELD = ("parts/talk_head.html", "parts/writing.html", "parts/record_beside.html")
"""What whoever has the conversation sees otherwise: at once, or the next key finds no button."""


async def claim(request: web.Request, who: Principal) -> web.Response:
    """Take it over; the field for the reply and the record's buttons come with the new head."""
    await holding.claim(request.app, who, _id(request))
    if "opens" in request.query:
        place = {"path": f"/console/c/{_id(request)}", "target": "#open", "select": "#open"}
        location = json.dumps({**place, "swap": "outerHTML"})
        return web.Response(status=204, headers={"HX-Location": location})
    response = await shown_parts(request, who, *_HELD)
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"claimed": True})
    return response


async def release(request: web.Request, who: Principal) -> web.Response:
    """Hand it back, with a note for colleagues if there is one."""
    comment = (await _field(request, "comment")) or None
    await holding.release(request.app, who, _id(request), comment)
    return done(words()["release"]["done"], live=_of(request, "hwrl"))


async def say(request: web.Request, who: Principal) -> web.Response:
    """Write to the person."""
    text, message_id = await _field(request, "text"), await _field(request, "message_id")
    await writing.say(request.app, who, _id(request), text, message_id or None)
    return done(close=False, live=_of(request, "l"))


async def note(request: web.Request, who: Principal) -> web.Response:
    """Keep a private note: another way than `say`, from another field."""
    await notes.add(request.app, who, _id(request), await _field(request, "text"))
    return done(words()["writing"]["note_kept"], live=_of(request, "l"))


async def correct(request: web.Request, who: Principal) -> web.Response:
    """Put a finding right."""
    about, _, what = (await _field(request, "what")).partition(":")
    body = {"about": about, "id": what, "status": await _field(request, "status")}
    quote = await _field(request, "quote")
    if quote:
        body["quote"] = quote
    await corrections.correct(request.app, who, _id(request), body)
    return done(words()["correct"]["done"], live=_of(request, "hrl"))


async def mark(request: web.Request, who: Principal) -> web.Response:
    """Mark a message as understood wrongly, or take the mark back."""
    line = await line_in(request, who)
    message_id = line["message_id"]
    said = words()["misread"]
    if await _field(request, "back"):
        await misread.unmark(request.app, who, _id(request), message_id)
        return done(said["taken_back"], live=_of(request, "t"))
    body = {"message_id": message_id, "comment": await _field(request, "comment")}
    await misread.mark(request.app, who, _id(request), body)
    return done(said["kept"], live=_of(request, "t"))


async def reading(request: web.Request, who: Principal) -> web.Response:
    """How one message was understood."""
    talk, line = await talk_in(request, who), await line_in(request, who)
    return shown(request, "parts/reading.html", who, talk=talk, line=line)


async def line_in(request: web.Request, who: Principal) -> dict[str, Any]:
    """The line that the address names."""
    talk = await talk_in(request, who)
    for line in talk["lines"]:
        if str(line["seq"]) == request.match_info["seq"]:
            return dict(line)
    raise Problem("no_page")


def _id(request: web.Request) -> str:
    return request.match_info["id"]


def _of(request: web.Request, letters: str) -> tuple[str, ...]:
    """Names of parts of this conversation, as live.js knows them."""
    return tuple(f"{letter}:{_id(request)}" for letter in letters)


async def _field(request: web.Request, name: str) -> str:
    return str((await request.post()).get(name, "")).strip()
