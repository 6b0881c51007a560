"""What stands beside a conversation: notes, ready replies, corrections, misread messages."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.api.requests import answer_json, body_of
from bot.console import access, canned, corrections, misread, notes
from bot.console.naming import words
from bot.keys import NAMING

CSV = "text/csv"


async def list_notes(request: web.Request) -> web.Response:
    """`GET …/notes`."""
    who = await access.require(request, "work")
    return answer_json(await notes.listed(request.app, who, request.match_info["id"]))


async def add_note(request: web.Request) -> web.Response:
    """`POST …/notes`."""
    who = await access.require(request, "work")
    text = (await body_of(request)).get("text")
    made = await notes.add(request.app, who, request.match_info["id"], text)
    return answer_json(made, status=201)


async def list_canned(request: web.Request) -> web.Response:
    """`GET /canned?conversation=ID`."""
    who = await access.require(request, "work")
    conversation = request.query.get("conversation") or None
    return answer_json(await canned.listed(request.app, who, conversation))


async def list_findings(request: web.Request) -> web.Response:
    """`GET /findings`: what a correction may be about."""
    await access.require(request, "work")
    naming = request.app[NAMING]
    kinds = words()["evidence"]["activation"]
    body = {
        "findings": naming.catalogue("finding"),
        "flags": naming.catalogue("flag"),
        "activation": [{"id": id_, "name": name} for id_, name in kinds.items()],
    }
    return answer_json(body)


async def correct(request: web.Request) -> web.Response:
    """`POST …/corrections`."""
    who = await access.require(request, "work")
    body = await body_of(request)
    return answer_json(await corrections.correct(request.app, who, request.match_info["id"], body))


async def mark(request: web.Request) -> web.Response:
    """`POST …/misread`."""
    who = await access.require(request, "work")
    body = await body_of(request)
    marked = await misread.mark(request.app, who, request.match_info["id"], body)
    return answer_json(marked, status=201)


async def unmark(request: web.Request) -> web.Response:
    """`DELETE …/misread/{message_id}`."""
    who = await access.require(request, "work")
    given = request.match_info
    await misread.unmark(request.app, who, given["id"], given["message_id"])
    return web.Response(status=204)


async def list_misread(request: web.Request) -> web.Response:
    """`GET /misread?state=open`, as JSON or CSV."""
    who = await access.require(request, "lead")
    found = await misread.listed(request.app, who, request.query.get("state") or None)
    if wants_csv(request):
        return csv_file(misread.as_csv(found), "misread")
    return answer_json(found)


async def decide(request: web.Request) -> web.Response:
    """`POST /misread/{number}`."""
    who = await access.require(request, "lead")
    number = int(request.match_info["number"])
    return answer_json(await misread.decide(request.app, who, number, await body_of(request)))


def wants_csv(request: web.Request) -> bool:
    """Whether rows are wanted instead of JSON."""
    return CSV in request.headers.get(hdrs.ACCEPT, "")


def csv_file(text: str, name: str) -> web.Response:
    """Rows to keep as a file."""
    headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}.csv"'}
    return web.Response(body=text.encode(), content_type=CSV, charset="utf-8", headers=headers)
