"""Around every page: the login for who is not signed in, and a page for what goes wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Concatenate
from urllib.parse import urlencode

from aiohttp import web

from bot.console import access
from bot.console.access import Principal
from bot.console_web.pages import is_part, shown
from bot.errors import EngineError, Problem, StoreError
from bot.keys import SETTINGS, TEXTS
from bot.problems import problem_of

LOGIN = "/console/login"

Page = Callable[Concatenate[web.Request, Principal, ...], Awaitable[web.StreamResponse]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page(view: Page, right: str = "work") -> Handler:
    """A view for signed-in users with a right. A script gets problems as they are (forms.js)."""

    async def handler(request: web.Request) -> web.StreamResponse:
        try:
            return await view(request, await access.require(request, right))
        except (Problem, StoreError, EngineError) as error:
            if is_part(request):
                raise
            return _instead(request, problem_of(error, request.app[SETTINGS].max_text_length))

    return handler


def lead(view: Page) -> Handler:
    """A view for supervisors."""
    return page(view, "lead")


def _instead(request: web.Request, problem: Problem) -> web.Response:
    if problem.code in ("login_needed", "no_users"):
        wanted = request.path_qs if request.method == "GET" else "/console"
        raise web.HTTPSeeOther(f"{LOGIN}?{urlencode({'next': wanted})}")
    said = request.app[TEXTS].problem(problem.code, **problem.facts)
    return shown(request, "trouble.html", problem=said, status=said["status"])
