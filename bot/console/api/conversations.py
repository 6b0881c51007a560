"""`/conversations/{id}`: look at one, take it over, write in it, hand it back, erase it."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web

from bot.api import summary
from bot.api.messages import MOST_LINES
from bot.api.requests import answer_json, body_of
from bot.console import access, holding, view, writing
from bot.console.access import Principal
from bot.errors import Problem
from bot.incoming import parse_number
from bot.keys import DATABASE, ERASING
from bot.store import audit
from bot.store.audit import Act
from bot.store.conversations import Access

Json = dict[str, Any]


async def _asked(request: web.Request, right: str = "work") -> tuple[Principal, str]:
    return await access.require(request, right), request.match_info["id"]


async def show(request: web.Request) -> web.Response:
    """`GET`: everything that is kept on it."""
    who, id_ = await _asked(request)
    return answer_json(await view.conversation(request.app, who, id_))


async def lines(request: web.Request) -> web.Response:
    """`GET …/lines?after=SEQ`: what is new."""
    who, id_ = await _asked(request)
    given = request.query.get("after")
    after = parse_number(given, field="after", least=0, most=MOST_LINES, default=0)
    return answer_json(await view.lines_after(request.app, who, id_, after))


async def summarise(request: web.Request) -> web.Response:
    """`GET …/summary`: the page for the doctor, as the person can have it too."""
    who, id_ = await _asked(request)
    await request.app[DATABASE].read(partial(view.known, id_=id_))
    await view.note_view(request.app, who, id_)
    return await summary.of(request, Access(id_, None))


async def erase(request: web.Request) -> web.Response:
    """`DELETE`: 204 if all is gone, 202 if the engine still has its part."""
    who, id_ = await _asked(request, "lead")
    gone = await request.app[ERASING].erase(Access(id_, None))
    await request.app[DATABASE].write(partial(audit.note, act=Act(who.name, "erase", id_)))
    return web.Response(status=204 if gone else 202)


async def claim(request: web.Request) -> web.Response:
    """`POST …/claim`: take over."""
    who, id_ = await _asked(request)
    return answer_json(await holding.claim(request.app, who, id_))


async def release(request: web.Request) -> web.Response:
    """`POST …/release`: hand back."""
    who, id_ = await _asked(request)
    comment = (await body_of(request)).get("comment")
    if comment is not None and not isinstance(comment, str):
        raise Problem("bad_field", field="comment", meant="a string")
    return answer_json(await holding.release(request.app, who, id_, comment))


async def say(request: web.Request) -> web.Response:
    """`POST …/messages`: words to the person."""
    who, id_ = await _asked(request)
    body = await body_of(request)
    said = await writing.say(request.app, who, id_, body.get("text"), body.get("message_id"))
    return answer_json(said, status=201)


async def typing(request: web.Request) -> web.Response:
    """`POST …/typing`: somebody writes."""
    who, id_ = await _asked(request)
    on = (await body_of(request)).get("on", True)
    await writing.typing(request.app, who, id_, on is not False)
    return web.Response(status=204)
