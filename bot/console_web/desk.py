"""The queue, and beside it the conversation that is open."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console import canned, queue, view
from bot.console.access import Principal
from bot.console_web import asked
from bot.console_web.pages import parts, shown
from bot.console_web.talk import ends_of, script_of, talk_of
from bot.console_web.words import words

Json = dict[str, Any]


async def start(request: web.Request, who: Principal) -> web.Response:
    """`GET /console`: the queue, nothing open."""
    return shown(request, "desk.html", who, **await _queue(request, who), talk=None)


async def listed(request: web.Request, who: Principal) -> web.Response:
    """`GET /console/queue`: the list alone, as it is now; the address of the page follows it."""
    facts = await _queue(request, who)
    response = shown(request, "parts/queue_list.html", who, **facts)
    page = request.headers.get("HX-Current-URL", "").partition("?")[0]
    if page and "X-Console-Unattended" not in request.headers:
        query = facts["asked"].query
        response.headers["HX-Replace-Url"] = f"{page}?{query}" if query else page
    return response


async def open_(request: web.Request, who: Principal) -> web.Response:
    """`GET /console/c/{id}`: a conversation, or an own call that goes on."""
    talk = await talk_in(request, who)
    facts = await _queue(request, who)
    facts |= {"event_id": talk["event_id"], "conversation": talk["row"]["id"], "talk": talk}
    return shown(request, "desk.html", who, **facts, **await ready(request, who, talk))


async def lines(request: web.Request, who: Principal) -> web.Response:
    """`GET …/lines?after=SEQ&note=ID`: what has been said and noted since."""
    talk = await talk_in(request, who)
    after, note = (_number(request, name) for name in ("after", "note"))
    new = [line for line in talk["lines"] if line["seq"] > after]
    notes = [one for one in talk["notes"] if one["id"] > note]
    talk |= {"script": script_of(new, notes), **ends_of(new, notes, after, note)}
    return shown(request, "parts/lines.html", who, talk=talk)


def part(template: str) -> Any:
    """A view that shows one part of an open conversation as it is now."""

    async def show(request: web.Request, who: Principal) -> web.Response:
        return await shown_parts(request, who, template)

    return show


async def shown_parts(request: web.Request, who: Principal, *templates: str) -> web.Response:
    """Parts of a conversation as it is now; all but the first say themselves where they belong."""
    talk = await talk_in(request, who)
    facts = {"talk": talk, "asked": asked.read(request.query), **await ready(request, who, talk)}
    first, *others = templates
    rendered = [shown(request, first, who, **facts)]
    rendered += [shown(request, other, who, **facts, oob=True) for other in others]
    return parts(*rendered)


async def talk_in(request: web.Request, who: Principal) -> Json:
    """The conversation that the address names."""
    return talk_of(await view.conversation(request.app, who, request.match_info["id"]))


async def ready(request: web.Request, who: Principal, talk: Json) -> Json:
    """The ready replies, where one may reply."""
    if "message" not in talk["may"]:
        return {"canned": ()}
    return {"canned": (await canned.listed(request.app, who, talk["row"]["id"]))["canned"]}


async def _queue(request: web.Request, who: Principal) -> Json:
    wanted = asked.read(request.query)
    # An empty field of the form is no filter.
    query = {name: value for name, value in request.query.items() if value}
    page = await queue.page(request.app, who, queue.parse(query))
    counts = {**page["counts"], "shown": len(page["rows"])}
    return {
        "here": "queue",
        "asked": wanted,
        "rows": page["rows"],
        "counted": words()["queue"]["counted"].format_map(counts),
        "event_id": page["event_id"],
        "conversation": None,
    }


def _number(request: web.Request, name: str) -> int:
    given = request.query.get(name, "")
    return int(given) if given.isdecimal() else 0
