"""Messages that were understood wrongly, for people to review; nothing is learned by itself."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.cleaning import clean
from bot.console import view
from bot.console.access import Principal
from bot.console.lines import understanding
from bot.errors import Problem
from bot.keys import DATABASE, LIVE, NAMING
from bot.store import audit
from bot.store import misread as store
from bot.store.audit import Act
from bot.store.misread import STATES, Mark
from bot.views import iso

Json = dict[str, Any]

LONGEST = 1000
COLUMNS = ("id", "state", "text", "intent", "findings", "comment", "meant", "by", "at")


async def mark(app: web.Application, who: Principal, id_: str, body: Json) -> Json:
    """An agent says that a message was understood wrongly."""
    given = _parse(body)
    number = await app[DATABASE].write(partial(_mark, who=who, id_=id_, given=given))
    app[LIVE].tell_watchers(
        id_, {"type": "understood", "message_id": given.message_id, "change": None}
    )
    rows = await app[DATABASE].read(partial(store.listed, state=None, number=number))
    return {"misread": _entry(app, rows[0])}


def _parse(body: Json) -> Mark:
    message_id, comment, meant = body.get("message_id"), body.get("comment"), body.get("intent")
    if not isinstance(message_id, str) or not message_id:
        raise Problem("bad_field", field="message_id", meant="the id of one of the person's lines")
    for field, given in (("comment", comment), ("intent", meant)):
        if given is not None and (not isinstance(given, str) or len(given) > LONGEST):
            raise Problem("bad_field", field=field, meant=f"a string of up to {LONGEST} letters")
    return Mark(message_id, clean(comment) if comment else None, meant[:64] if meant else None)


def _mark(connection: Connection, who: Principal, id_: str, given: Mark) -> int:
    view.known(connection, id_)
    number = store.put(connection, id_, who.user_id, given)
    if number is None:
        raise Problem("unknown_id", about="message of the person", id=given.message_id[:64])
    audit.note(connection, Act(who.name, "misread", id_))
    return number


async def unmark(app: web.Application, who: Principal, id_: str, message_id: str) -> None:
    """It was understood well after all."""
    await app[DATABASE].write(partial(_unmark, who=who, id_=id_, message_id=message_id))
    app[LIVE].tell_watchers(id_, {"type": "understood", "message_id": message_id, "change": None})


def _unmark(connection: Connection, who: Principal, id_: str, message_id: str) -> None:
    view.known(connection, id_)
    store.take_back(connection, id_, message_id)
    audit.note(connection, Act(who.name, "misread", id_, {"taken_back": True}))


async def listed(app: web.Application, who: Principal, state: str | None) -> Json:
    """All marked messages in a state; that they were read out stands in the audit log."""
    if state is not None and state not in STATES:
        raise Problem("bad_field", field="state", meant=", ".join(STATES))
    rows = await app[DATABASE].read(partial(store.listed, state=state))
    act = Act(who.name, "export", detail={"what": "misread", "state": state, "n": len(rows)})
    await app[DATABASE].write(partial(audit.note, act=act))
    return {"misread": [_entry(app, row) for row in rows]}


async def decide(app: web.Application, who: Principal, number: int, body: Json) -> Json:
    """What the review of one came to."""
    state = body.get("state")
    if state not in STATES:
        raise Problem("bad_field", field="state", meant=", ".join(STATES))
    if not await app[DATABASE].write(partial(_decide, who=who, number=number, state=state)):
        raise Problem("no_page")
    rows = await app[DATABASE].read(partial(store.listed, state=None, number=number))
    return {"misread": _entry(app, rows[0])}


def _decide(connection: Connection, who: Principal, number: int, state: str) -> bool:
    detail = {"number": number, "state": state}
    audit.note(connection, Act(who.name, "misread", detail=detail))
    return store.judge(connection, number, state)


def _entry(app: web.Application, row: Json) -> Json:
    read = understanding(row["understanding"], app[NAMING]) if row["understanding"] else {}
    return {
        "id": row["id"],
        "conversation": row["conversation_id"],
        "message_id": row["message_id"],
        "text": row["text"],
        "intent": read.get("intent"),
        "findings": read.get("findings", []),
        "comment": row["comment"],
        "meant": row["meant"],
        "state": row["state"],
        "at": iso(row["created_at"]),
        "by": {"id": row["user_id"], "name": row["display"]},
    }


def as_csv(found: Json) -> str:
    """The same as rows."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for entry in found["misread"]:
        findings = " ".join(f"{one['id']}:{one['status']}" for one in entry["findings"])
        flat = {**entry, "findings": findings, "by": entry["by"]["name"]}
        writer.writerow([safe(flat[name]) for name in COLUMNS])
    return file.getvalue()


def safe(value: object) -> object:
    """What a spreadsheet would take for a formula is plain text."""
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value:
        return f"'{value}"
    return "" if value is None else value
