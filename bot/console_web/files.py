"""Style sheets and scripts of the console."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.squeezed import squeezed

STATIC = Path(__file__).parent / "static"


async def file(request: web.Request) -> web.Response:
    """`/console/static/…`; the route takes plain names only."""
    wanted = STATIC / request.match_info["name"]
    if not wanted.is_file():
        raise web.HTTPNotFound
    return await squeezed(request, wanted)
