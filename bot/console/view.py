"""A conversation as agents see it, with everything that stands beside it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.console import lines as reading
from bot.console.access import Principal
from bot.console.lines import Lines
from bot.console.naming import EMERGENCY, Naming
from bot.console.read_out import read_out
from bot.console.rows import row_view
from bot.errors import Problem
from bot.keys import DATABASE, FEED, NAMING, VIEWED
from bot.store import audit, board, calls, inbox, notes
from bot.store.audit import Act
from bot.store.board import Row
from bot.store.calls import Call
from bot.store.notes import Note
from bot.views import iso
from bot.wire import empty_assessment

Json = dict[str, Any]

AGAIN_SECONDS = 600.0
"""Looking at the same conversation again so soon is the same look."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that is kept on a conversation."""

    row: Row
    lines: Lines
    assessment: Json
    notes: list[Note]
    call: Call | None


async def conversation(app: web.Application, who: Principal, id_: str) -> Json:
    """All of it; that somebody looked stands in the audit log."""
    event_id = app[FEED].newest
    found: Whole = await app[DATABASE].read(partial(whole, id_=id_))
    await note_view(app, who, id_)
    naming = app[NAMING]
    return {
        "row": row_view(app, found.row),
        "lines": found.lines.views(naming),
        "assessment": assessment_view(app, found.assessment, found.lines),
        "notes": [note_view_of(note) for note in found.notes],
        "call": call_view(found.call) if found.call else None,
        "emergency": _emergency(app, found),
        "may": may(who, found.row),
        "event_id": event_id,
    }


def _emergency(app: web.Application, found: Whole) -> Json | None:
    """In a call, what to read out."""
    if found.call is None:
        return None
    return read_out(app[NAMING], found.assessment["urgency"], found.call.relation)


async def lines_after(app: web.Application, who: Principal, id_: str, after: int) -> Json:
    """What is new since line `after`."""
    found: Whole = await app[DATABASE].read(partial(whole, id_=id_))
    await note_view(app, who, id_)
    views = found.lines.views(app[NAMING])
    return {
        "row": row_view(app, found.row),
        "lines": [line for line in views if line["seq"] > after],
        "assessment": assessment_view(app, found.assessment, found.lines),
    }


def whole(connection: Connection, id_: str) -> Whole:
    """Everything on a conversation."""
    return Whole(
        known(connection, id_),
        reading.read(connection, id_),
        inbox.latest_assessment(connection, id_) or empty_assessment(),
        notes.of(connection, id_),
        calls.find(connection, id_),
    )


def known(connection: Connection, id_: str) -> Row:
    """The conversation's row; one problem for all that are not there."""
    row = board.one(connection, id_)
    if row is None:
        raise Problem("no_conversation")
    return row


async def note_view(app: web.Application, who: Principal, id_: str) -> None:
    """Write into the audit log that somebody saw a transcript, once for each look."""
    now, viewed = time.monotonic(), app[VIEWED]
    key = (who.session, id_)
    if viewed.get(key, -AGAIN_SECONDS) > now - AGAIN_SECONDS:
        return
    await app[DATABASE].write(partial(audit.note, act=Act(who.name, "view", id_)))
    for old in [k for k, moment in viewed.items() if moment <= now - AGAIN_SECONDS]:
        del viewed[old]
    viewed[key] = now


def assessment_view(app: web.Application, plain: Json, lines: Lines) -> Json:
    """The assessment in words, with the question that stands open as it was put."""
    naming = app[NAMING]
    return {**naming.assessment(plain), "question": open_question(naming, plain, lines)}


def open_question(naming: Naming, plain: Json, lines: Lines) -> Json | None:
    """As it was put, with its answers.

    In an emergency the interview asks nothing, but whether the alarm was a mistake may stand open.
    """
    open_ = plain["next_question"]
    for line in reversed(lines.messages):
        body = line.body
        if line.role == "bot" and open_ and body.get("question_id") == open_:
            return _as_put(open_, body)
        if line.role == "bot" and _is_about_the_alarm(plain, body):
            return _as_put(body.get("question_id"), body)
        if line.role == "user" and open_ is None:
            break
    return naming.question(open_)


def _is_about_the_alarm(plain: Json, body: Json) -> bool:
    alarmed = plain["urgency"]["level"] == EMERGENCY and plain["next_question"] is None
    return alarmed and body.get("kind") == "question"


def _as_put(id_: str | None, body: Json) -> Json:
    return {"id": id_, "text": body["text"], "buttons": body.get("buttons", [])}


def note_view_of(note: Note) -> Json:
    """A private note."""
    by = {"id": note.user_id, "name": note.display}
    return {"id": note.id, "text": note.text, "at": iso(note.created_at), "by": by}


def call_view(call: Call) -> Json:
    """A phone call."""
    return {
        "id": call.id,
        "caller": call.caller,
        "relation": call.relation,
        "callback": call.callback,
        "outcome": call.outcome,
        "by": {"id": call.user_id, "name": call.display},
        "began_at": iso(call.began_at),
        "ended_at": iso(call.ended_at) if call.ended_at else None,
    }


def may(who: Principal, row: Row) -> list[str]:
    """What this user can do in this conversation now."""
    mine = row.user_id == who.user_id
    is_call, held, lead = row.is_call, row.mode == "agent", who.may("lead")
    rights = {
        "claim": not held and not is_call,
        "release": held and (mine or lead),
        "message": held and mine,
        "correct": (mine and (held or is_call)) or lead,
        "note": True,
        "misread": True,
        "erase": lead,
        "sentence": is_call and mine and not row.call_ended,
        "end_call": is_call and (mine or lead) and not row.call_ended,
    }
    return [name for name, allowed in rights.items() if allowed]


def demand_holder(row: Row, who: Principal) -> None:
    """What is said to the person is said by the one who holds the conversation."""
    if row.is_call:
        raise Problem("is_a_call")
    if row.mode != "agent":
        raise Problem("not_yours")
    if row.user_id != who.user_id:
        raise held_by_other(row)


def held_by_other(row: Row) -> Problem:
    """Who holds it stands in the problem."""
    agent = {"id": row.user_id, "name": row.display}
    return Problem("held_by_other", more={"agent": agent}, name=row.display or "")
