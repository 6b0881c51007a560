"""Erasing a conversation for good."""

from __future__ import annotations

from aiohttp import web

from bot.console import erasing
from bot.console.access import Principal
from bot.console_web.pages import done
from bot.console_web.words import words


async def erase(request: web.Request, who: Principal) -> web.Response:
    """`POST …/erase`; the stream tells every page that shows it."""
    await erasing.erase(request.app, who, request.match_info["id"])
    return done(words()["erase"]["done"], live=("queue",))
