"""The summary: as text to copy, as a page to print, as a PDF."""

from __future__ import annotations

from aiohttp import web

from bot.console import summary
from bot.console.access import Principal
from bot.console_web.desk import talk_in
from bot.console_web.pages import shown


async def sheet(request: web.Request, who: Principal) -> web.Response:
    """The text, with the keys to copy it and to have it on paper."""
    talk = await talk_in(request, who)
    made = await summary.made(request.app, who, request.match_info["id"], "text/plain")
    return shown(request, "sheets/summary.html", who, talk=talk, text=made.text)


async def html(request: web.Request, who: Principal) -> web.Response:
    """A page of its own; the browser prints it."""
    return await summary.made(request.app, who, request.match_info["id"], "text/html")


async def pdf(request: web.Request, who: Principal) -> web.Response:
    """The PDF, to keep."""
    return await summary.made(request.app, who, request.match_info["id"], "application/pdf")
