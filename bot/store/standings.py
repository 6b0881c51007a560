"""How urgent each conversation is now, for the queue; kept with every answer."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.console_tables import standings
from bot.store.records import Change, Settlement

Json = dict[str, Any]

_ONE = select(standings).where(standings.c.conversation_id == bindparam("id"))
EMERGENCY = "emergency"


def update(connection: Connection, conversation: str, settlement: Settlement) -> Change:
    """Keep what the queue shows of a new assessment, and tell what has changed."""
    return keep(connection, conversation, settlement.assessment, ended=settlement.ended)


def keep(
    connection: Connection, conversation: str, assessment: Json, *, ended: bool | None = None
) -> Change:
    """Keep urgency and active red flags; a new emergency sets the alert, a claim takes it down."""
    row = connection.execute(_ONE, {"id": conversation}).mappings().first()
    urgency = assessment["urgency"]
    flags = [flag for flag in urgency["flags"] if flag.get("status") == "active"]
    known = {flag["id"] for flag in json.loads(row["flags"])} if row else set()
    new = tuple(flag for flag in flags if flag["id"] not in known)
    before = row["urgency"] if row else "undetermined"
    change = Change(before, urgency["level"], new)
    alert = bool(row and row["alert"] and urgency["level"] == EMERGENCY) or is_alarm(change)
    over = bool(row and row["ended"]) if ended is None else ended
    _put(connection, conversation, urgency["level"], flags, alert=alert, ended=over)
    return change


def is_alarm(change: Change) -> bool:
    """Whether an emergency began with this, or a further one came up."""
    if change.after != EMERGENCY:
        return False
    worse = any(flag.get("level", EMERGENCY) == EMERGENCY for flag in change.new_flags)
    return change.before != EMERGENCY or worse


def _put(
    connection: Connection,
    conversation: str,
    urgency: str,
    flags: list[Json],
    *,
    alert: bool,
    ended: bool,
) -> None:
    values = {
        "urgency": urgency,
        "flags": json.dumps(flags),
        "alert": int(alert),
        "ended": int(ended),
    }
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    put = dialect.insert(standings).values(conversation_id=conversation, **values)
    connection.execute(put.on_conflict_do_update(index_elements=["conversation_id"], set_=values))


def seen(connection: Connection, conversation: str) -> None:
    """Somebody has taken the emergency in hand."""
    mine = standings.c.conversation_id == conversation
    connection.execute(standings.update().where(mine).values(alert=0))
