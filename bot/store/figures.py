"""What is counted over conversations; ids, moments and kinds, no words but unmatched ones."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from bot.store.console_tables import handoffs, misread, standings, users
from bot.store.records import START
from bot.store.tables import conversations, feedback, inbox

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Talk:
    """When a conversation began, where, and how urgent it is."""

    began_at: float
    channel: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """One time that a person was wanted or took over."""

    wanted_at: float | None
    claimed_at: float | None
    ended_at: float | None
    display: str | None


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating."""

    at: float
    rating: int | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that figures are made of."""

    talks: list[Talk]
    handoffs: list[Handoff]
    intents: dict[str, int] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    ratings: list[Rated] = field(default_factory=list)
    open_misread: int = 0


def count(connection: Connection, since: float, until: float) -> Counted:
    """All of it between two moments."""
    return Counted(
        _talks(connection, since, until),
        _handoffs(connection, since, until),
        _intents(connection, since, until),
        _unmatched(connection, since, until),
        _ratings(connection, since, until),
        _open_misread(connection),
    )


def _talks(connection: Connection, since: float, until: float) -> list[Talk]:
    """Those in which somebody has said something: a widget that was only opened is none."""
    spoken = select(inbox.c.conversation_id).where(inbox.c.message_id != START)
    rows = (
        select(conversations.c.created_at, conversations.c.channel, standings.c.urgency)
        .outerjoin(standings, standings.c.conversation_id == conversations.c.id)
        .where(conversations.c.created_at.between(since, until))
        .where(conversations.c.id.in_(spoken))
    )
    found = connection.execute(rows)
    return [Talk(row[0], row[1], row[2] or "undetermined") for row in found]


def _handoffs(connection: Connection, since: float, until: float) -> list[Handoff]:
    begun = func.coalesce(handoffs.c.wanted_at, handoffs.c.claimed_at)
    columns = (handoffs.c.wanted_at, handoffs.c.claimed_at, handoffs.c.ended_at, users.c.display)
    rows = select(*columns).outerjoin(users, users.c.id == handoffs.c.user_id)
    return [Handoff(*row) for row in connection.execute(rows.where(begun.between(since, until)))]


def _intents(connection: Connection, since: float, until: float) -> dict[str, int]:
    rows = (
        select(inbox.c.intent, func.count())
        .where(inbox.c.received_at.between(since, until))
        .where(inbox.c.intent.is_not(None), inbox.c.message_id != START)
        .group_by(inbox.c.intent)
    )
    return {row[0]: row[1] for row in connection.execute(rows)}


def _unmatched(connection: Connection, since: float, until: float) -> list[str]:
    rows = (
        select(inbox.c.understanding)
        .where(inbox.c.received_at.between(since, until))
        .where(inbox.c.understanding.contains('"unmatched"'))
    )
    found = (json.loads(text).get("findings") or () for text in connection.execute(rows).scalars())
    return [one["value"] for items in found for one in items if one["about"] == "unmatched"]


def _ratings(connection: Connection, since: float, until: float) -> list[Rated]:
    columns = (feedback.c.created_at, feedback.c.rating, feedback.c.comment)
    rows = select(*columns).where(feedback.c.created_at.between(since, until))
    return [Rated(*row) for row in connection.execute(rows.order_by(feedback.c.id.desc()))]


def _open_misread(connection: Connection) -> int:
    still = select(func.count()).select_from(misread).where(misread.c.state == "open")
    return int(connection.execute(still).scalar_one())
