"""`/conversations/{id}/summary`: the conversation on one page, in the form that is asked for."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime
from functools import partial

from aiohttp import hdrs, web

from bot.api.requests import Json, access_of, answer_json
from bot.keys import DATABASE, POOL, PRESS, SETTINGS, TEXTS
from bot.store import conversations
from bot.store.conversations import Access
from bot.summary.choice import FHIR, choose
from bot.summary.fhir import response_of
from bot.summary.names import Names, read_names
from bot.summary.page import Page, page_of
from bot.summary.render import as_html, as_text


async def show(request: web.Request) -> web.Response:
    """`GET` by `Accept`: plain text, HTML, PDF, the structured summary as JSON, or as FHIR."""
    return await of(request, access_of(request))


async def of(request: web.Request, access: Access) -> web.Response:
    """The summary of a conversation for whoever may have it."""
    app = request.app
    kind = choose(request.headers.get(hdrs.ACCEPT, ""))
    began, last = await app[DATABASE].read(partial(conversations.times, access=access))
    deadline = asyncio.get_running_loop().time() + app[SETTINGS].turn_seconds
    facts = await app[POOL].summary(access.conversation, deadline)
    facts["times"] = {"began": _iso(began), "last": _iso(last), "written": _iso(time.time())}
    if kind == "application/json":
        return answer_json(facts)
    if kind == FHIR:
        body = json.dumps(await asyncio.to_thread(_fhir, facts, app)).encode()
        return web.Response(body=body, content_type=FHIR, charset="utf-8")
    page = await asyncio.to_thread(_page, facts, app)
    if kind == "application/pdf":
        return _as_file(await app[PRESS].print(page), kind, app[TEXTS].summary("file_name"))
    body = as_html(page) if kind == "text/html" else as_text(page)
    return web.Response(body=body, content_type=kind, charset="utf-8")


def _page(facts: Json, app: web.Application) -> Page:
    # In a thread: the names are read from a file.
    return page_of(facts, app[TEXTS], _names(app))


def _fhir(facts: Json, app: web.Application) -> Json:
    return response_of(facts, app[TEXTS], _names(app))


def _names(app: web.Application) -> Names:
    return read_names(app[SETTINGS].knowledge_db, app[TEXTS].words["summary"]["speaker"])


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _as_file(body: bytes, kind: str, name: str) -> web.Response:
    headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}.pdf"'}
    return web.Response(body=body, content_type=kind, headers=headers)
