"""The queue: who needs somebody, the most urgent first."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.console.access import Principal
from bot.console.rows import by_urgency, label, row_view
from bot.errors import Problem
from bot.incoming import parse_number
from bot.keys import DATABASE, FEED, SETTINGS
from bot.store import board, calls
from bot.store.board import Row

Json = dict[str, Any]

TABS = ("all", "mine", "unassigned")
CHANNELS = ("web", "telegram", "terminal", calls.CHANNEL)
URGENCIES = ("emergency", "urgent", "routine", "self_care", "undetermined")
LONGEST_WORDS = 200
MOST = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody wants to see; empty means all."""

    tab: str = "all"
    channels: frozenset[str] = frozenset()
    urgencies: frozenset[str] = frozenset()
    words: str = ""
    limit: int = 100


def parse(query: Mapping[str, str]) -> Filter:
    """Read a filter from an address."""
    tab = query.get("tab") or "all"
    if tab not in TABS:
        raise Problem("bad_field", field="tab", meant=", ".join(TABS))
    return Filter(
        tab,
        _some(query, "channel", CHANNELS),
        _some(query, "urgency", URGENCIES),
        query.get("q", "").strip()[:LONGEST_WORDS],
        parse_number(query.get("limit"), field="limit", least=1, most=MOST, default=100),
    )


def _some(query: Mapping[str, str], field: str, known: Iterable[str]) -> frozenset[str]:
    given = frozenset(part for part in query.get(field, "").split(",") if part)
    if not given <= frozenset(known):
        raise Problem("bad_field", field=field, meant=", ".join(known))
    return given


async def page(app: web.Application, who: Principal, wanted: Filter) -> Json:
    """The rows that fit, and how many there are of each sort."""
    event_id = app[FEED].newest  # before reading: news meanwhile come twice rather than never
    since = time.time() - app[SETTINGS].session_hours * 3600
    read = partial(_read, since=since, wanted=wanted, user_id=who.user_id)
    rows, fitting = await app[DATABASE].read(read)
    fitting.sort(key=by_urgency)
    return {
        "rows": [row_view(app, row) for row in fitting[: wanted.limit]],
        "counts": _counts(rows, who.user_id),
        "event_id": event_id,
    }


def _read(
    connection: Connection, since: float, wanted: Filter, user_id: int
) -> tuple[list[Row], list[Row]]:
    rows = [row for row in board.everything(connection, since) if row.belongs_in_queue]
    fitting = [row for row in rows if _fits(row, wanted, user_id)]
    if wanted.words:
        said = board.with_words(connection, wanted.words, (row.id for row in fitting))
        fitting = [row for row in fitting if row.id in said or _named(row, wanted.words)]
    return rows, fitting


def _fits(row: Row, wanted: Filter, user_id: int) -> bool:
    if wanted.tab == "mine" and row.user_id != user_id:
        return False
    if wanted.tab == "unassigned" and row.user_id is not None:
        return False
    if wanted.channels and row.channel not in wanted.channels:
        return False
    return not wanted.urgencies or row.urgency in wanted.urgencies


def _named(row: Row, words: str) -> bool:
    places = [label(row), *(flag["quote"] for flag in row.flags)]
    return any(words.casefold() in place.casefold() for place in places)


def _counts(rows: list[Row], user_id: int) -> Json:
    return {
        "all": len(rows),
        "mine": sum(row.user_id == user_id for row in rows),
        "unassigned": sum(row.user_id is None for row in rows),
        "emergency": sum(row.urgency == "emergency" for row in rows),
        "waiting": sum(row.mode == "waiting" for row in rows),
    }
