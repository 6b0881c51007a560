"""`/conversations/{id}/feedback`: say how it was."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.api.requests import access_of, body_of
from bot.incoming import parse_rating
from bot.keys import DATABASE
from bot.store import feedback


async def rate(request: web.Request) -> web.Response:
    """`POST`: a rating of one to five, a comment, or both."""
    access = access_of(request)
    rating = parse_rating(await body_of(request))
    await request.app[DATABASE].write(partial(feedback.add, access=access, rating=rating))
    return web.Response(status=204)
