"""Around every request: origin check, problem answers, one log line, numbers."""

from __future__ import annotations

import time

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from bot.errors import Problem
from bot.keys import METRICS, SETTINGS, TEXTS
from bot.problems import problem_of, problem_response
from bot.security import Security

log = structlog.get_logger(__name__)

_QUIET = frozenset({"/healthz", "/readyz"})


def make_edge(security: Security) -> Middleware:
    """The one middleware of the application."""

    @web.middleware
    async def edge(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = time.perf_counter()
        response = await _answer(request, handler, security)
        _note(request, response.status, time.perf_counter() - began)
        return response

    return edge


async def _answer(request: web.Request, handler: Handler, security: Security) -> web.StreamResponse:
    longest = request.app[SETTINGS].max_text_length
    try:
        if request.path.startswith("/api/"):
            if not security.allows(request):
                raise Problem("wrong_origin")
            if request.method == hdrs.METH_OPTIONS:
                return security.preflight()
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        problem = problem_of(error, longest, request.method)
    except Exception as error:  # noqa: BLE001 - the last resort: nobody sees a stack trace
        problem = problem_of(error, longest, request.method)
    return problem_response(problem, request.app[TEXTS])


def _note(request: web.Request, status: int, seconds: float) -> None:
    # The route's pattern, not the path: ids of conversations stay out of logs and metrics.
    resource = request.match_info.route.resource
    route = resource.canonical if resource else "unknown"
    metrics = request.app[METRICS]
    metrics.requests.labels(request.method, route, status).inc()
    metrics.seconds.labels(route).observe(seconds)
    if route not in _QUIET:
        log.info(
            "request",
            method=request.method,
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 1),
        )
