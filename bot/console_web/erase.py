"""Erasing a conversation for good."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.console.access import Principal
from bot.console_web.pages import done
from bot.console_web.words import words
from bot.keys import DATABASE, ERASING
from bot.store import audit
from bot.store.audit import Act
from bot.store.conversations import Access


async def erase(request: web.Request, who: Principal) -> web.Response:
    """`POST …/erase`; the stream tells every page that shows it."""
    id_ = request.match_info["id"]
    await request.app[ERASING].erase(Access(id_, None))
    await request.app[DATABASE].write(partial(audit.note, act=Act(who.name, "erase", id_)))
    return done(words()["erase"]["done"], live=("queue",))
