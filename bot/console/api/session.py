"""`/session`: sign in, see who one is, sign out."""

from __future__ import annotations

from aiohttp import web

from bot.api.requests import answer_json, body_of
from bot.console import access, sessions
from bot.errors import Problem


async def begin(request: web.Request) -> web.Response:
    """`POST`: a browser gets a cookie, a terminal the token."""
    access.demand_own_origin(request)
    login = sessions.parse(await body_of(request))
    me, token = await sessions.log_in(request, login)
    if login.client == "terminal":
        return answer_json({**me, "token": token}, status=201)
    response = answer_json(me, status=201)
    sessions.set_cookie(request, response, token)
    return response


async def show(request: web.Request) -> web.Response:
    """`GET`: who is signed in."""
    return answer_json(sessions.me(request.app, await access.signed_in(request)))


async def end(request: web.Request) -> web.Response:
    """`DELETE`: sign out."""
    await sessions.log_out(request)
    response = web.Response(status=204)
    sessions.drop_cookie(request, response)
    return response


async def change_password(request: web.Request) -> web.Response:
    """`POST …/password`: another one."""
    who = await access.signed_in(request)
    body = await body_of(request)
    old, new = body.get("old"), body.get("new")
    if not isinstance(old, str) or not isinstance(new, str):
        raise Problem("bad_field", field="old and new", meant="the two passwords, as strings")
    await sessions.change_password(request.app, who, old, new)
    return web.Response(status=204)
