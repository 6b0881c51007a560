"""`/conversations/{id}/telegram`: go on with this conversation in the messenger."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.api.requests import access_of, answer_json
from bot.errors import Problem
from bot.keys import DATABASE, TELEGRAM
from bot.store import conversations, telegram_chats


async def carry_over(request: web.Request) -> web.Response:
    """`POST`: a link that works once, for a while; nothing of health stands in it."""
    access, app = access_of(request), request.app
    await app[DATABASE].read(partial(conversations.authorise, access=access))
    channel = app.get(TELEGRAM)
    if channel is None or not channel.username:
        raise Problem("no_telegram")
    token = await app[DATABASE].write(partial(telegram_chats.make_link, access=access))
    url = f"https://t.me/{channel.username}?start={token}"
    return answer_json({"url": url, "expires_in": int(telegram_chats.LINK_SECONDS)}, status=201)
