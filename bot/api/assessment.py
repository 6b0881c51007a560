"""`/conversations/{id}/assessment`: what was understood so far."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.api.requests import access_of, answer_json
from bot.keys import DATABASE
from bot.store import conversations, inbox
from bot.wire import empty_assessment


async def show(request: web.Request) -> web.Response:
    """`GET`: as of the newest answer, so it can be had while the engine is away too."""
    access, database = access_of(request), request.app[DATABASE]
    await database.read(partial(conversations.authorise, access=access))
    latest = partial(inbox.latest_assessment, conversation_id=access.conversation)
    assessment = await database.read(latest)
    return answer_json(assessment or empty_assessment())
