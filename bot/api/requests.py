"""What every view needs of a request: whose it is, what it holds, and JSON back."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import hdrs, web

from bot.errors import Problem
from bot.incoming import parse_object
from bot.keys import ADDRESSES, MESSAGE_RATES
from bot.store.conversations import Access, access_by_token

Json = dict[str, Any]

_BEARER = "Bearer "


def access_of(request: web.Request) -> Access:
    """The conversation in the path with the token in the header; not yet looked up."""
    header = request.headers.get(hdrs.AUTHORIZATION, "")
    token = header[len(_BEARER) :].strip()
    if not header.startswith(_BEARER) or not token:
        raise Problem("no_token", headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
    return access_by_token(request.match_info["id"], token)


async def body_of(request: web.Request) -> Json:
    """The JSON object of the body."""
    return parse_object(await request.read())


def limit_messages(request: web.Request, access: Access) -> None:
    """Slow down whoever sends faster than people talk; counted by token, so by conversation."""
    addresses = request.app[ADDRESSES]
    if not addresses.is_limited(addresses.caller(request)):
        return
    seconds = request.app[MESSAGE_RATES].seconds_to_wait(access.token_hash or "")
    if seconds:
        raise Problem("too_fast", headers={"Retry-After": str(seconds)}, seconds=seconds)


def answer_json(body: Json, status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.Response(
        status=status, body=json.dumps(body).encode(), content_type="application/json"
    )
