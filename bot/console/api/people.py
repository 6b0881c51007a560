"""`/users` and `/audit`: who can sign in, and what everybody did."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.api.requests import answer_json
from bot.console import access
from bot.incoming import parse_number
from bot.keys import DATABASE
from bot.store import audit, users
from bot.store.audit import Act
from bot.store.users import User
from bot.views import iso

Json = dict[str, Any]
MOST_ROWS = 1000


async def list_users(request: web.Request) -> web.Response:
    """`GET /users`: they are made on the command line only."""
    await access.require(request, "admin")
    everyone = await request.app[DATABASE].read(users.everyone)
    return answer_json({"users": [_user_view(user, seen) for user, seen in everyone]})


def _user_view(user: User, seen: float | None) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "display": user.display,
        "role": user.role,
        "disabled": user.disabled,
        "created_at": iso(user.created_at),
        "last_seen": iso(seen) if seen else None,
    }


async def list_audit(request: web.Request) -> web.Response:
    """`GET /audit?after=N&limit=N`: looking at the log stands in it too."""
    who = await access.require(request, "lead")
    query = request.query
    after = parse_number(query.get("after"), field="after", least=0, most=10**9 - 1, default=0)
    most = parse_number(query.get("limit"), field="limit", least=1, most=MOST_ROWS, default=200)
    read = partial(_read, user=who.name, after=after, most=most)
    rows = await request.app[DATABASE].write(read)
    entries = [{**row, "at": iso(row["at"])} for row in rows[:most]]
    return answer_json({"entries": entries, "more": len(rows) > most})


def _read(connection: Connection, user: str, after: int, most: int) -> list[Json]:
    rows = audit.page(connection, after, most + 1)
    audit.note(connection, Act(user, "audit", detail={"after": after}))
    return rows
