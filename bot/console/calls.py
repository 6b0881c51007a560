"""Phone calls: the agent types what the caller says, and reads out what to ask next."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.cleaning import clean
from bot.console import lines as reading
from bot.console import view
from bot.console.access import Principal
from bot.console.lines import Lines
from bot.console.read_out import read_out
from bot.console.rows import row_view
from bot.errors import Problem
from bot.incoming import parse_message
from bot.keys import ANSWERING, DATABASE, LIVE, NAMING, SETTINGS
from bot.store import audit, understandings
from bot.store import calls as store
from bot.store.audit import Act
from bot.store.board import Row
from bot.store.calls import FIELDS, Call
from bot.store.conversations import Access

Json = dict[str, Any]

LONGEST = {"caller": 80, "relation": 80, "callback": 40, "outcome": 2000}


async def begin(app: web.Application, who: Principal, body: Json) -> Json:
    """A new call, with the greeting to read out."""
    given = _fields(body)
    beside = partial(_begin, who=who, given=given)
    started = await app[ANSWERING].start(store.CHANNEL, "agent", beside)
    app[LIVE].tell_watchers(started.id, {"type": "call"})
    return await view.conversation(app, who, started.id)


def _begin(connection: Connection, conversation: str, who: Principal, given: Json) -> None:
    store.begin(connection, conversation, who.user_id, given)
    audit.note(connection, Act(who.name, "call", conversation, {"what": "begin"}))


def _fields(body: Json) -> dict[str, str | None]:
    given: dict[str, str | None] = {}
    for field in FIELDS:
        value = body.get(field)
        if value is not None and (not isinstance(value, str) or len(value) > LONGEST[field]):
            raise Problem("bad_field", field=field, meant=f"up to {LONGEST[field]} letters")
        if field in body:
            given[field] = clean(value) or None if value else None
    return given


async def change(app: web.Application, who: Principal, id_: str, body: Json) -> Json:
    """Other words about the call."""
    given = _fields(body)
    call = await app[DATABASE].write(partial(_change, who=who, id_=id_, given=given, over=False))
    app[LIVE].tell_watchers(id_, {"type": "call"})
    return {"call": view.call_view(call)}


async def end(app: web.Application, who: Principal, id_: str, body: Json) -> Json:
    """The caller has hung up."""
    given = _fields({name: body[name] for name in ("outcome",) if name in body})
    call = await app[DATABASE].write(partial(_change, who=who, id_=id_, given=given, over=True))
    app[LIVE].tell_watchers(id_, {"type": "call"})
    return {"call": view.call_view(call)}


def _change(
    connection: Connection, who: Principal, id_: str, given: dict[str, str | None], over: bool
) -> Call:
    _mine(connection, who, id_, lead=True)
    store.change(connection, id_, given)
    if over:
        store.end(connection, id_)
        audit.note(connection, Act(who.name, "call", id_, {"what": "end"}))
    return _known(connection, id_)


def _mine(connection: Connection, who: Principal, id_: str, *, lead: bool = False) -> Row:
    row = view.known(connection, id_)
    if not row.is_call:
        raise Problem("not_a_call")
    if row.user_id != who.user_id and not (lead and who.may("lead")):
        raise view.held_by_other(row)
    return row


async def hear(app: web.Application, who: Principal, id_: str, body: Json) -> Json:
    """One sentence of the caller's: what it told, what to ask next, whether it is an emergency."""
    row = await app[DATABASE].read(partial(_mine, who=who, id_=id_))
    if row.call_ended:
        raise Problem("call_over")
    said = parse_message(body, app[SETTINGS].max_text_length)
    answer = await app[ANSWERING].respond(Access(id_, None), said)
    read = partial(_after, id_=id_, message_id=said.message_id)
    row, call, lines, chips = await app[DATABASE].read(read)
    naming = app[NAMING]
    belonging = [one for one in lines.views(naming) if one.get("message_id") == said.message_id]
    return {
        "message_id": said.message_id,
        "lines": belonging,
        "assessment": view.assessment_view(app, answer["assessment"], lines),
        "row": row_view(app, row),
        "chips": naming.evidence(chips),
        "ask": _ask(answer["replies"]),
        "say": [r["text"] for r in answer["replies"] if r["kind"] not in ("question", "emergency")],
        "emergency": read_out(naming, answer["assessment"]["urgency"], call.relation),
        "pending": answer["pending"],
    }


def _after(
    connection: Connection, id_: str, message_id: str
) -> tuple[Row, Call, Lines, list[Json]]:
    read = understandings.of(connection, id_, message_id).get(message_id, {})
    row, lines = view.known(connection, id_), reading.read(connection, id_)
    return row, _known(connection, id_), lines, read.get("findings") or []


def _known(connection: Connection, id_: str) -> Call:
    call = store.find(connection, id_)
    if call is None:
        raise Problem("no_conversation")
    return call


def _ask(replies: list[Json]) -> Json | None:
    """The question to read out."""
    for reply in reversed(replies):
        if reply["kind"] == "question":
            buttons = reply.get("buttons", [])
            return {"id": reply.get("question_id"), "text": reply["text"], "buttons": buttons}
    return None
