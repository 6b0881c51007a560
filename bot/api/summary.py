"""`/conversations/{id}/summary`: the conversation on one page, in the form that is asked for."""

from __future__ import annotations

import asyncio
from functools import partial

from aiohttp import hdrs, web

from bot.api.requests import Json, access_of, answer_json
from bot.keys import DATABASE, POOL, SETTINGS, TEXTS
from bot.store import conversations
from bot.summary.choice import choose
from bot.summary.names import read_names
from bot.summary.page import page_of
from bot.summary.render import RENDERERS


async def show(request: web.Request) -> web.Response:
    """`GET` by `Accept`: plain text, HTML, PDF, or the structured summary as JSON."""
    access, app = access_of(request), request.app
    kind = choose(request.headers.get(hdrs.ACCEPT, ""))
    await app[DATABASE].read(partial(conversations.authorise, access=access))
    deadline = asyncio.get_running_loop().time() + app[SETTINGS].turn_seconds
    facts = await app[POOL].summary(access.conversation, deadline)
    if kind == "application/json":
        return answer_json(facts)
    body = await asyncio.to_thread(_render, facts, kind, app)
    response = web.Response(body=body, content_type=kind)
    if kind != "application/pdf":
        response.charset = "utf-8"
    else:
        name = app[TEXTS].summary("file_name")
        response.headers[hdrs.CONTENT_DISPOSITION] = f'attachment; filename="{name}.pdf"'
    return response


def _render(facts: Json, kind: str, app: web.Application) -> bytes:
    # In a thread: the names are read from a file, and drawing a PDF takes a while.
    texts = app[TEXTS]
    names = read_names(app[SETTINGS].knowledge_db, texts.words["summary"]["speaker"])
    return RENDERERS[kind](page_of(facts, texts, names))
