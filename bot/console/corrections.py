"""Findings put right by hand; the ledger keeps them as the clinic's own."""

from __future__ import annotations

import asyncio
import uuid
from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.cleaning import clean
from bot.console import lines as reading
from bot.console import view
from bot.console.access import Principal
from bot.console.feed import Event
from bot.errors import Problem
from bot.keys import DATABASE, FEED, LIVE, NAMING, ORDER, POOL, SETTINGS
from bot.store import audit, handoffs, inbox, standings
from bot.store.audit import Act
from bot.store.records import Change

Json = dict[str, Any]

ABOUT = ("finding", "flag", "activation")
STATUS = ("present", "absent", "unknown", "retracted")
TIMES = ("current", "past")
LONGEST_QUOTE = 300


def parse(app: web.Application, body: Json) -> Json:
    """One entry for the ledger."""
    about, id_, status = body.get("about", "finding"), body.get("id"), body.get("status")
    time, quote = body.get("time") or "current", body.get("quote") or ""
    for field, given, known in (
        ("about", about, ABOUT),
        ("status", status, STATUS),
        ("time", time, TIMES),
    ):
        if given not in known:
            raise Problem("bad_field", field=field, meant=", ".join(known))
    if not isinstance(id_, str) or not app[NAMING].knows(about, id_):
        raise Problem("unknown_id", about=about, id=str(id_)[:64])
    if not isinstance(quote, str):
        raise Problem("bad_field", field="quote", meant="a string")
    quoted = clean(quote)[:LONGEST_QUOTE]
    return {"about": about, "value": id_, "status": status, "time": time, "quote": quoted}


async def correct(app: web.Application, who: Principal, id_: str, body: Json) -> Json:
    """Put one thing right; what follows from it now."""
    row = await app[DATABASE].read(partial(view.known, id_=id_))
    if "correct" not in view.may(who, row):
        raise view.held_by_other(row) if row.user_id else Problem("not_yours")
    evidence = parse(app, body)
    deadline = asyncio.get_running_loop().time() + app[SETTINGS].turn_seconds
    message_id = f"correct-{uuid.uuid4().hex}"
    asked = {"conversation": id_, "message_id": message_id, "evidence": evidence}
    async with app[ORDER].alone(id_):
        assessment = (await app[POOL].correct(asked, deadline))["assessment"]
        work = partial(_keep, who=who, id_=id_, assessment=assessment, evidence=evidence)
        change: Change = await app[DATABASE].write(work)
    lines = await app[DATABASE].read(partial(reading.read, conversation=id_))
    shown = view.assessment_view(app, assessment, lines)
    app[FEED].tell(Event("assessment", {"id": id_, "assessment": shown}, viewers_of=id_))
    app[LIVE].tell_watchers(id_, {"type": "corrected", "change": change})
    return {"assessment": shown}


def _keep(
    connection: Connection, who: Principal, id_: str, assessment: Json, evidence: Json
) -> Change:
    """The newest answer carries the assessment; from now on it is the corrected one."""
    handoffs.touch(connection, id_, who.user_id)
    inbox.put_assessment(connection, id_, assessment)
    what = {name: evidence[name] for name in ("about", "value", "status")}
    audit.note(connection, Act(who.name, "correct", id_, what))
    return standings.keep(connection, id_, assessment)
