"""Telegram's inbox: an update stands here until all that it led to is stored."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store import tables

MOST_WAITING = 50
"""Updates of one chat that may wait for their turn; further ones are a flood."""

_updates = tables.telegram_updates


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came in. `raw` is None for what came with a flood and was not kept."""

    update_id: int
    chat_id: int
    urgent: bool
    raw: str | None


def accept(connection: Connection, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Store what is new; repeats are left out of the answer."""
    return [new for one in arrivals if (new := _accept(connection, one)) is not None]


def _accept(connection: Connection, arrival: Arrival) -> Arrival | None:
    known = select(_updates.c.update_id).where(_updates.c.update_id == arrival.update_id)
    if connection.execute(known).first():
        return None
    if not arrival.urgent and _number_waiting(connection, arrival.chat_id) >= MOST_WAITING:
        arrival = Arrival(arrival.update_id, arrival.chat_id, urgent=False, raw=None)
    row = {
        "update_id": arrival.update_id,
        "chat_id": arrival.chat_id,
        "raw": arrival.raw,
        "urgent": int(arrival.urgent),
        "state": "received",
        "received_at": time.time(),
    }
    connection.execute(insert(_updates), row)
    return arrival


def _number_waiting(connection: Connection, chat_id: int) -> int:
    waiting = select(func.count()).where(
        _updates.c.chat_id == chat_id, _updates.c.state == "received"
    )
    return int(connection.execute(waiting).scalar() or 0)


def waiting(connection: Connection) -> list[Arrival]:
    """What a former run left undone, in Telegram's order; the words themselves are not read."""
    rows = connection.execute(
        select(_updates.c.update_id, _updates.c.chat_id, _updates.c.urgent)
        .where(_updates.c.state == "received")
        .order_by(_updates.c.update_id)
    )
    return [Arrival(row.update_id, row.chat_id, bool(row.urgent), None) for row in rows]


def raw(connection: Connection, update_id: int) -> str | None:
    """The update's JSON; None if it is done, or came with a flood."""
    found: str | None = connection.execute(
        select(_updates.c.raw).where(
            _updates.c.update_id == update_id, _updates.c.state == "received"
        )
    ).scalar()
    return found


def done(connection: Connection, update_id: int) -> None:
    """Nothing is left to do; its words and its chat are forgotten."""
    connection.execute(
        update(_updates)
        .where(_updates.c.update_id == update_id)
        .values(state="done", raw=None, chat_id=None)
    )


def highest(connection: Connection) -> int | None:
    """The newest number seen."""
    found: int | None = connection.execute(select(func.max(_updates.c.update_id))).scalar()
    return found


def forget(connection: Connection, before: float) -> None:
    """Drop numbers that Telegram will not send again: it repeats for a day at most."""
    connection.execute(
        delete(_updates).where(_updates.c.state == "done", _updates.c.received_at < before)
    )
