"""Private notes: another table, another way; nothing here can reach the person."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.console import view
from bot.console.access import Principal
from bot.console.feed import Event
from bot.incoming import parse_text
from bot.keys import DATABASE, FEED
from bot.store import audit, handoffs
from bot.store import notes as store
from bot.store.audit import Act
from bot.store.notes import Note

Json = dict[str, Any]

LONGEST = 4000


async def listed(app: web.Application, who: Principal, id_: str) -> Json:
    """All notes on a conversation."""
    found = await app[DATABASE].read(partial(_read, id_=id_))
    await view.note_view(app, who, id_)
    return {"notes": [view.note_view_of(note) for note in found]}


def _read(connection: Connection, id_: str) -> list[Note]:
    view.known(connection, id_)
    return store.of(connection, id_)


async def add(app: web.Application, who: Principal, id_: str, text: object) -> Json:
    """One more note."""
    words = parse_text(text, LONGEST)
    note = await app[DATABASE].write(partial(_add, who=who, id_=id_, text=words))
    shown = view.note_view_of(note)
    app[FEED].tell(Event("note", {"id": id_, "note": shown}, viewers_of=id_))
    return {"note": shown}


def _add(connection: Connection, who: Principal, id_: str, text: str) -> Note:
    view.known(connection, id_)
    handoffs.touch(connection, id_, who.user_id)
    audit.note(connection, Act(who.name, "note", id_))
    return store.add(connection, id_, who.user_id, text)
