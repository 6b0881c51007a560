"""Messages that agents marked as understood wrongly, for supervisors to look through."""

from __future__ import annotations

from aiohttp import web

from bot.console import misread
from bot.console.access import Principal
from bot.console.api.beside import csv_file
from bot.console_web.pages import shown


async def listed(request: web.Request, who: Principal) -> web.Response:
    """`GET /console/misread`."""
    open_ = await misread.listed(request.app, who, "open")
    return shown(request, "misread.html", who, here="misread", entries=open_["misread"])


async def decide(request: web.Request, who: Principal) -> web.Response:
    """`POST /console/misread/{number}`: into the set, or not."""
    state = str((await request.post()).get("state", ""))
    number = int(request.match_info["number"])
    await misread.decide(request.app, who, number, {"state": state})
    raise web.HTTPSeeOther("/console/misread")


async def csv(request: web.Request, who: Principal) -> web.Response:
    """`GET /console/misread.csv`: what was taken, for the training set."""
    taken = await misread.listed(request.app, who, "taken")
    return csv_file(misread.as_csv(taken), "misread")
