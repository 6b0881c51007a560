"""Whether the service lives, whether it can answer, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from aiohttp import web
from sqlalchemy import text

from bot import __version__
from bot.errors import StoreError
from bot.keys import ANSWERING, DATABASE, METRICS, POOL, SETTINGS, SOCKETS


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the service needs; `reason` says what is wrong with it."""

    ok: bool
    reason: str = ""


async def healthz(_request: web.Request) -> web.Response:
    """The process runs and its loop turns."""
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """503 with the reasons while messages could not be answered."""
    checks = await check_all(request.app)
    ready = all(check.ok for check in checks.values())
    body = {
        "ready": ready,
        "checks": {name: check.reason or "ok" for name, check in checks.items()},
    }
    return web.json_response(body, status=200 if ready else 503)


async def check_all(app: web.Application) -> dict[str, Check]:
    """Engine, knowledge and store."""
    return {"engine": _engine(app), "knowledge": _knowledge(app), "store": await _store(app)}


def _engine(app: web.Application) -> Check:
    pool = app[POOL]
    if pool.ready_workers:
        return Check(True)
    reasons = sorted({worker.reason for worker in pool.workers if worker.reason})
    return Check(False, "; ".join(reasons) or "the workers are starting")


def _knowledge(app: web.Application) -> Check:
    path = app[SETTINGS].knowledge_db
    return Check(True) if path.is_file() else Check(False, f"{path} is missing")


async def _store(app: web.Application) -> Check:
    try:
        await app[DATABASE].read(lambda connection: connection.execute(text("SELECT 1")).scalar())
    except StoreError as error:
        return Check(False, str(error))
    return Check(True)


async def version(request: web.Request) -> web.Response:
    """Which service, which model, which content."""
    identity = next((worker.identity for worker in request.app[POOL].workers), {})
    return web.json_response(
        {
            "version": __version__,
            "model": identity.get("model"),
            "content": identity.get("content"),
        }
    )


async def metrics(app: web.Application, _request: web.Request) -> web.Response:
    """Numbers for Prometheus, with the gauges as they stand now."""
    numbers = app[METRICS]
    numbers.workers.set(app[POOL].ready_workers)
    numbers.sockets.set(app[SOCKETS].number)
    numbers.waiting.set(len(app[ANSWERING].behind))
    return numbers.page()


def make_private_app(public: web.Application) -> web.Application:
    """The application of the private port: metrics and nothing else."""
    app = web.Application()
    app.router.add_get("/metrics", partial(metrics, public))
    return app
