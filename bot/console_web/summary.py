"""The summary: as text to copy, as a page to print, as a PDF."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.api import summary
from bot.console.access import Principal
from bot.console_web.desk import talk_in
from bot.console_web.pages import shown
from bot.store.conversations import Access


async def sheet(request: web.Request, who: Principal) -> web.Response:
    """The text, with the keys to copy it and to have it on paper."""
    talk = await talk_in(request, who)
    text = (await _made(request, "text/plain")).text
    return shown(request, "sheets/summary.html", who, talk=talk, text=text)


async def html(request: web.Request, who: Principal) -> web.Response:
    """A page of its own; the browser prints it."""
    await talk_in(request, who)  # it is there, and the look stands in the audit log
    return await _made(request, "text/html")


async def pdf(request: web.Request, who: Principal) -> web.Response:
    """The PDF, to keep."""
    await talk_in(request, who)
    return await _made(request, "application/pdf")


async def _made(request: web.Request, kind: str) -> web.Response:
    wanted = request.clone(headers={**request.headers, hdrs.ACCEPT: kind})
    return await summary.of(wanted, Access(request.match_info["id"], None))
