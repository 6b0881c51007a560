"""Turns every error into a problem answer (RFC 9457), in this one place."""

from __future__ import annotations

import json
from typing import Any

import structlog
from aiohttp import web

from bot.errors import EngineError, NotPrinted, Problem, StoreError
from bot.texts import Texts

log = structlog.get_logger(__name__)

_OF_HTTP = {404: "no_page", 405: "wrong_method", 413: "text_too_long"}


def problem_of(error: Exception, longest: int, method: str = "") -> Problem:
    """What an error means to whoever asked; an unknown one is logged and told as our fault."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, StoreError):
        log.error("store_failed", exc_info=error)
        return Problem("not_saved", headers={"Retry-After": "2"})
    if isinstance(error, EngineError):
        return Problem("engine_away", headers={"Retry-After": "5"})
    if isinstance(error, NotPrinted):
        log.error("not_printed", exc_info=error)
        return Problem("not_printed", headers={"Retry-After": "30"})
    if isinstance(error, web.HTTPException):
        code = _OF_HTTP.get(error.status, "bad_request")
        allow = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        return Problem(code, headers=allow, limit=longest, method=method)
    log.error("unexpected_error", exc_info=error)
    return Problem("internal")


def problem_body(problem: Problem, texts: Texts) -> dict[str, Any]:
    """The JSON of a problem; `retry_after` repeats the header for those who see no headers."""
    body = {**texts.problem(problem.code, **problem.facts), **problem.more}
    if "Retry-After" in problem.headers:
        body["retry_after"] = int(problem.headers["Retry-After"])
    return body


def problem_response(problem: Problem, texts: Texts) -> web.Response:
    """The answer over HTTP."""
    body = problem_body(problem, texts)
    return web.Response(
        status=body["status"],
        body=json.dumps(body).encode(),
        content_type="application/problem+json",
        headers=problem.headers,
    )
