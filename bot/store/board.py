"""Conversations as the queue shows them, with what stands beside them in other tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
)

from bot.store.calls import CHANNEL
from bot.store.console_tables import calls, handoffs, standings, users
from bot.store.tables import conversations, messages

Json = dict[str, Any]

_PERSON, _AGENT = messages.alias("persons_lines"), messages.alias("agents_lines")
_HAS_SPOKEN = exists().where(
    _PERSON.c.conversation_id == conversations.c.id, _PERSON.c.role == "user"
)
_LAST_OF_AGENT = (
    select(_AGENT.c.body)
    .where(_AGENT.c.conversation_id == conversations.c.id, _AGENT.c.role == "agent")
    .order_by(_AGENT.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_SPOKEN = messages.alias("peoples_lines")
_LAST_OF_PEOPLE = (  # the bot answers every message, so its lines tell nothing new
    select(func.max(_SPOKEN.c.seq))
    .where(_SPOKEN.c.conversation_id == conversations.c.id, _SPOKEN.c.role.in_(("user", "agent")))
    .correlate(conversations)
    .scalar_subquery()
)
_OWNER = users.alias("owner")


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation as it stands."""

    id: str
    channel: str
    speaker: str | None
    mode: str
    user_id: int | None
    display: str | None
    urgency: str
    flags: list[Json]
    alert: bool
    ended: bool
    wanted_at: float | None
    told_at: float | None
    used_at: float | None
    began_at: float
    last_at: float
    lines: int
    last: Json | None
    caller: str | None
    call_ended: bool
    undelivered: bool
    spoken: bool

    @property
    def is_call(self) -> bool:
        """An agent of the clinic types for a caller."""
        return self.channel == CHANNEL

    @property
    def belongs_in_queue(self) -> bool:
        """Somebody has said something, asks for a person, or is on the phone."""
        shown = self.spoken or self.mode != "bot" or self.is_call
        return shown and not self.ended


def everything(connection: Connection, since: float) -> list[Row]:
    """All that is not over: seen since then, and somebody has said something or waits."""
    alive = or_(
        and_(conversations.c.seen_at >= since, or_(_HAS_SPOKEN, calls.c.user_id.is_not(None))),
        conversations.c.mode != "bot",
    )
    return [_row(row) for row in connection.execute(_query(alive)).mappings()]


def one(connection: Connection, conversation: str) -> Row | None:
    """One conversation; None if there is no such."""
    row = connection.execute(_query(conversations.c.id == conversation)).mappings().first()
    return _row(row) if row else None


def with_words(connection: Connection, words: str, among: Iterable[str]) -> set[str]:
    """Those of some conversations in which these words were said, whatever the case."""
    low = words.casefold()
    spelled = json.dumps(words)[1:-1]  # as the words stand inside JSON
    like = messages.c.body.icontains(spelled, autoescape=True)
    here = messages.c.conversation_id.in_(list(among))
    rows = connection.execute(select(messages.c.conversation_id, messages.c.body).where(here, like))
    return {
        row.conversation_id
        for row in rows
        if low in str(json.loads(row.body).get("text", "")).casefold()
    }


def _query(where: ColumnElement[bool]) -> Select[Any]:
    open_ = and_(handoffs.c.conversation_id == conversations.c.id, handoffs.c.ended_at.is_(None))
    last = and_(
        messages.c.conversation_id == conversations.c.id,
        messages.c.seq == _LAST_OF_PEOPLE,
    )
    return (
        select(
            conversations,
            handoffs.c.user_id,
            handoffs.c.wanted_at,
            handoffs.c.told_at,
            handoffs.c.used_at,
            users.c.display,
            standings.c.urgency,
            standings.c.flags,
            standings.c.alert,
            standings.c.ended,
            messages.c.body,
            messages.c.role,
            calls.c.user_id.label("caller_of"),
            calls.c.caller,
            calls.c.ended_at.label("call_ended_at"),
            _OWNER.c.display.label("owner"),
            _LAST_OF_AGENT.label("last_of_agent"),
            _HAS_SPOKEN.label("spoken"),
        )
        .outerjoin(handoffs, open_)
        .outerjoin(users, users.c.id == handoffs.c.user_id)
        .outerjoin(standings, standings.c.conversation_id == conversations.c.id)
        .outerjoin(messages, last)
        .outerjoin(calls, calls.c.conversation_id == conversations.c.id)
        .outerjoin(_OWNER, _OWNER.c.id == calls.c.user_id)
        .where(where)
    )


def _last(role: str, body: Json) -> Json:
    return {"role": role, "text": str(body.get("text", "")), "name": body.get("name")}


def _row(row: RowMapping) -> Row:
    body = json.loads(row["body"]) if row["body"] else None
    mine = json.loads(row["last_of_agent"]) if row["last_of_agent"] else {}
    return Row(
        id=row["id"],
        channel=row["channel"],
        speaker=row["speaker"],
        mode=row["mode"],
        user_id=row["user_id"] or row["caller_of"],
        display=row["display"] or row["owner"],
        urgency=row["urgency"] or "undetermined",
        flags=json.loads(row["flags"] or "[]"),
        alert=bool(row["alert"]),
        ended=bool(row["ended"]) or row["call_ended_at"] is not None,
        wanted_at=row["wanted_at"],
        told_at=row["told_at"],
        used_at=row["used_at"],
        began_at=row["created_at"],
        last_at=row["seen_at"],
        lines=row["last_seq"],
        last=_last(row["role"], body) if body else None,
        caller=row["caller"],
        call_ended=row["call_ended_at"] is not None,
        spoken=bool(row["spoken"]),
        undelivered=mine.get("delivery", {}).get("state") == "failed",
    )
