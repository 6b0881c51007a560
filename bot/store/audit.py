"""The audit log: who did what, each row bound to the one before by its hash."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, text

from bot.store.console_tables import audit

Json = dict[str, Any]

BEGINNING = "0" * 64
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Act:
    """What is noted: never a word of what somebody said."""

    user: str
    action: str
    conversation: str | None = None
    detail: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole log found; `broken` is the first row that does not fit."""

    rows: int
    head: str
    broken: int | None = None
    has_head: bool = True


def note(connection: Connection, act: Act) -> None:
    """Add a row to the chain."""
    if connection.dialect.name == "postgresql":  # one after the other, from several gateways too
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    last = select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)
    before = connection.execute(last).scalar() or BEGINNING
    row: Json = {
        "at": time.time(),
        "user": act.user,
        "action": act.action,
        "conversation": act.conversation,
        "detail": json.dumps(act.detail, sort_keys=True),
    }
    connection.execute(insert(audit), {**row, "hash": _hash(before, row)})


def _hash(before: str, row: Json | RowMapping) -> str:
    covered = [before, *(row[name] for name in ("at", "user", "action", "conversation", "detail"))]
    return hashlib.sha256(json.dumps(covered).encode()).hexdigest()


def page(connection: Connection, after: int, most: int) -> list[Json]:
    """Up to `most` rows after row `after`."""
    rows = select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(most)
    return [
        {**row, "detail": json.loads(row["detail"])} for row in connection.execute(rows).mappings()
    ]


def verify(connection: Connection, head: str | None = None) -> Verdict:
    """Go through the whole chain; `head`, noted down earlier, must be in it, or its end is cut."""
    before, rows, met = BEGINNING, 0, head is None
    for row in _all(connection):
        if row["hash"] != _hash(before, row):
            return Verdict(rows, before, broken=row["id"])
        before, rows = row["hash"], rows + 1
        met = met or before == head
    return Verdict(rows, before, has_head=met)


def _all(connection: Connection) -> Iterator[RowMapping]:
    last = 0
    while True:
        rows = select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(AT_ONCE)
        found = connection.execute(rows).mappings().all()
        if not found:
            return
        yield from found
        last = found[-1]["id"]
