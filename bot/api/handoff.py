"""`/conversations/{id}/handoff`: ask for a person."""

from __future__ import annotations

from aiohttp import web

from bot.api.requests import access_of, answer_json
from bot.keys import ANSWERING


async def ask(request: web.Request) -> web.Response:
    """`POST`: the wish is noted, and the person told what to expect."""
    return answer_json(await request.app[ANSWERING].call_person(access_of(request)))
