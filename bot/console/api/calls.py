"""`/calls` and `…/sentences`: the phone."""

from __future__ import annotations

from aiohttp import web

from bot.api.requests import answer_json, body_of
from bot.console import access, calls


async def begin(request: web.Request) -> web.Response:
    """`POST /calls`."""
    who = await access.require(request, "work")
    return answer_json(await calls.begin(request.app, who, await body_of(request)), status=201)


async def change(request: web.Request) -> web.Response:
    """`PATCH /calls/{id}`."""
    who = await access.require(request, "work")
    id_ = request.match_info["id"]
    return answer_json(await calls.change(request.app, who, id_, await body_of(request)))


async def end(request: web.Request) -> web.Response:
    """`POST /calls/{id}/end`."""
    who = await access.require(request, "work")
    id_ = request.match_info["id"]
    return answer_json(await calls.end(request.app, who, id_, await body_of(request)))


async def hear(request: web.Request) -> web.Response:
    """`POST /conversations/{id}/sentences`."""
    who = await access.require(request, "work")
    id_ = request.match_info["id"]
    return answer_json(await calls.hear(request.app, who, id_, await body_of(request)))
