"""A conversation's row in the queue, as clients see it, and the order of the queue."""

from __future__ import annotations

import time
from typing import Any

from aiohttp import web

from bot.console.naming import words
from bot.keys import ANSWERING, FEED, NAMING, SETTINGS
from bot.store.board import Row
from bot.views import iso

Json = dict[str, Any]

LONGEST = 160
_RANKS = {"emergency": 0, "urgent": 1}


def row_view(app: web.Application, row: Row) -> Json:
    """One row."""
    naming, settings = app[NAMING], app[SETTINGS]
    held = row.mode == "agent"
    waits = row.mode == "waiting"
    return {
        "id": row.id,
        "label": label(row),
        "channel": row.channel,
        "speaker": row.speaker,
        "mode": row.mode,
        "agent": {"id": row.user_id, "name": row.display} if row.user_id else None,
        "urgency": row.urgency,
        "urgency_name": naming.urgency(row.urgency),
        "flags": naming.flags(row.flags),
        "alert": row.alert,
        "waiting_since": iso(row.wanted_at) if waits and row.wanted_at else None,
        "overdue": waits and row.told_at is not None,
        "returns_at": iso((row.used_at or 0) + settings.claim_minutes * 60) if held else None,
        "began_at": iso(row.began_at),
        "last_at": iso(row.last_at),
        "last": _last(row, row.last) if row.last else None,
        "lines": row.lines,
        "viewers": app[FEED].viewers(row.id),
        "undelivered": row.undelivered,
        "pending": row.id in app[ANSWERING].behind,
        "ended": row.ended,
    }


def _last(row: Row, last: Json) -> Json:
    """The newest words of a person, and who spoke."""
    speakers = words()["speakers"]
    who = last["name"] or speakers["caller" if row.is_call else "patient"]
    return {"role": last["role"], "who": who, "text": last["text"][:LONGEST]}


def label(row: Row) -> str:
    """A caller's name, or channel and the beginning of the id: nothing else names a person."""
    if row.caller:
        return row.caller
    channel = words()["channels"].get(row.channel, row.channel)
    return str(words()["label"].format(channel=channel, short=row.id[:4]))


def by_urgency(row: Row) -> tuple[int, bool, float]:
    """Emergencies, urgent ones, then who waits for a person the longest, then the newest."""
    waits = row.mode == "waiting"
    since = (row.wanted_at or time.time()) if waits else -row.last_at
    return (_RANKS.get(row.urgency, 2), not waits, since)
