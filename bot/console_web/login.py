"""Signing in and out in a browser."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console import access, sessions
from bot.console_web.guard import LOGIN
from bot.console_web.pages import shown
from bot.errors import Problem
from bot.keys import TEXTS

HOME = "/console"


async def ask(request: web.Request) -> web.Response:
    """`GET /console/login`: the form; while there are no users, how to make one."""
    try:
        await access.signed_in(request)
    except Problem as problem:
        return _form(request, request.query.get("next", HOME), problem=problem)
    raise web.HTTPSeeOther(inside(request.query.get("next", HOME)))


async def enter(request: web.Request) -> web.Response:
    """`POST /console/login`: on to what was wanted, or the form with what is wrong."""
    form = await request.post()
    name, password = str(form.get("name", "")), str(form.get("password", ""))
    wanted = str(form.get("next", HOME))
    try:
        access.demand_own_origin(request)
        login = sessions.parse({"name": name, "password": password})
        _, token = await sessions.log_in(request, login)
    except Problem as problem:
        return _form(request, wanted, name, problem)
    response = web.HTTPSeeOther(inside(wanted))
    sessions.set_cookie(request, response, token)
    raise response


async def leave(request: web.Request) -> web.Response:
    """`POST /console/logout`."""
    response = web.HTTPSeeOther(LOGIN)
    try:
        await sessions.log_out(request)
    except Problem as problem:
        if problem.code != "login_needed":
            raise
    sessions.drop_cookie(request, response)
    raise response


def _form(
    request: web.Request, wanted: str, name: str = "", problem: Problem | None = None
) -> web.Response:
    said = request.app[TEXTS].problem(problem.code, **problem.facts) if problem else None
    code = problem.code if problem else ""
    trouble = said["detail"] if said and code != "login_needed" else ""
    status = said["status"] if said and trouble and code != "no_users" else 200
    facts: dict[str, Any] = {
        "next": inside(wanted),
        "name": name,
        "no_users": code == "no_users" and trouble,
    }
    return shown(request, "login.html", status=status, trouble=trouble, **facts)


def inside(address: str) -> str:
    """Only to pages of the console: a link must not lead elsewhere after the login."""
    inside = address == HOME or address.startswith((HOME + "/", HOME + "?"))
    return address if inside and not address.startswith(LOGIN) else HOME
