"""The private server of a worker: one turn at a time over a Unix socket, never on a network."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from engine.errors import BadRequest, EngineError
from engine.requests import Correction, TurnRequest
from engine.turns import TurnRunner

RUNNER = web.AppKey("runner", TurnRunner)
VERSIONS: web.AppKey[dict[str, str]] = web.AppKey("versions", dict)
_MOST_BYTES = 256 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(runner: TurnRunner, versions: dict[str, str]) -> web.Application:
    """The worker's routes (docs/architecture.md names their bodies)."""
    app = web.Application(client_max_size=_MOST_BYTES, middlewares=[_errors])
    app[RUNNER] = runner
    app[VERSIONS] = versions
    app.router.add_post("/turn", _turn)
    app.router.add_post("/correct", _correct)
    app.router.add_post("/assessment", _assessment)
    app.router.add_post("/summary", _summary)
    app.router.add_post("/erase", _erase)
    app.router.add_get("/ready", _ready)
    return app


async def _turn(request: web.Request) -> web.Response:
    turn = TurnRequest.from_json(await _body(request))
    return _json(await request.app[RUNNER].run(turn))


async def _correct(request: web.Request) -> web.Response:
    correction = Correction.from_json(await _body(request))
    return _json(await request.app[RUNNER].correct(correction))


async def _assessment(request: web.Request) -> web.Response:
    return _json(await request.app[RUNNER].assessment(await _conversation(request)))


async def _summary(request: web.Request) -> web.Response:
    conversation = await _conversation(request)
    summary = await request.app[RUNNER].summary(conversation)
    return _json({**summary, "versions": request.app[VERSIONS]})


async def _erase(request: web.Request) -> web.Response:
    await request.app[RUNNER].erase(await _conversation(request))
    return web.Response(status=204)


async def _ready(request: web.Request) -> web.Response:
    versions = request.app[VERSIONS]
    return _json({"ready": True, **versions})


async def _body(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError as error:
        raise BadRequest("The body must be JSON.") from error


async def _conversation(request: web.Request) -> str:
    body = await _body(request)
    conversation = body.get("conversation") if isinstance(body, dict) else None
    if not isinstance(conversation, str) or not conversation:
        raise BadRequest("'conversation' must be a text that is not empty.")
    return conversation


def _json(data: Any, status: int = 200) -> web.Response:
    text = json.dumps(data, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Typed errors as JSON; the gateway decides what a person is told."""
    try:
        return await handler(request)
    except BadRequest as error:
        return _json({"error": str(error)}, status=400)
    except EngineError as error:
        return _json({"error": str(error)}, status=503)
