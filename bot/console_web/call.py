"""A call: begun, heard sentence by sentence, ended."""

from __future__ import annotations

from aiohttp import web

from bot.console import calls
from bot.console.access import Principal
from bot.console_web.desk import shown_parts
from bot.console_web.pages import shown
from bot.console_web.summary import sheet
from bot.console_web.words import words

_FIELDS = ("caller", "relation", "callback")
_STAGE = ("parts/stage.html", "parts/call_head.html", "parts/record_beside.html")


async def ask(request: web.Request, who: Principal) -> web.Response:
    """`GET /console/call`: who calls, for whom, where to call back."""
    return shown(request, "new_call.html", who, here="call")


async def begin(request: web.Request, who: Principal) -> web.Response:
    """`POST /console/call`: on to the call's page."""
    form = await request.post()
    given = {name: str(form.get(name, "")).strip() for name in _FIELDS}
    if given["relation"] == words()["new_call"]["self"]:
        given["relation"] = "self"
    body = {name: value for name, value in given.items() if value}
    begun = await calls.begin(request.app, who, body)
    raise web.HTTPSeeOther(f"/console/c/{begun['row']['id']}")


async def hear(request: web.Request, who: Principal) -> web.Response:
    """`POST …/sentence`: what the caller said, or the answer that was chosen; the new stage."""
    form = await request.post()
    given = {name: str(form[name]) for name in ("text", "payload", "message_id") if form.get(name)}
    await calls.hear(request.app, who, request.match_info["id"], given)
    return await shown_parts(request, who, *_STAGE)


async def end(request: web.Request, who: Principal) -> web.Response:
    """`POST …/end`: over, with the summary at hand."""
    await calls.end(request.app, who, request.match_info["id"], {})
    return await sheet(request, who)
