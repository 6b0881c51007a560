"""`/conversations/{id}/summary`: the conversation on one page, in the form that is asked for."""

from __future__ import annotations

import asyncio
from functools import partial

from aiohttp import hdrs, web

from bot.api.requests import Json, access_of, answer_json
from bot.keys import DATABASE, POOL, PRESS, SETTINGS, TEXTS
from bot.store import conversations
from bot.summary.choice import choose
from bot.summary.names import read_names
from bot.summary.page import Page, page_of
from bot.summary.render import as_html, as_text


async def show(request: web.Request) -> web.Response:
    """`GET` by `Accept`: plain text, HTML, PDF, or the structured summary as JSON."""
    access, app = access_of(request), request.app
    kind = choose(request.headers.get(hdrs.ACCEPT, ""))
    await app[DATABASE].read(partial(conversations.authorise, access=access))
    deadline = asyncio.get_running_loop().time() + app[SETTINGS].turn_seconds
    facts = await app[POOL].summary(access.conversation, deadline)
    if kind == "application/json":
        return answer_json(facts)
    page = await asyncio.to_thread(_page, facts, app)
    if kind == "application/pdf":
        return _as_file(await app[PRESS].print(page), kind, app[TEXTS].summary("file_name"))
    body = as_html(page) if kind == "text/html" else as_text(page)
    return web.Response(body=body, content_type=kind, charset="utf-8")


def _page(facts: Json, app: web.Application) -> Page:
    # In a thread: the names are read from a file.
    texts = app[TEXTS]
    names = read_names(app[SETTINGS].knowledge_db, texts.words["summary"]["speaker"])
    return page_of(facts, texts, names)


def _as_file(body: bytes, kind: str, name: str) -> web.Response:
    headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}.pdf"'}
    return web.Response(body=body, content_type=kind, headers=headers)
