"""The supervisor's figures: how many, when, how urgent, how long people waited, how it was."""

from __future__ import annotations

import csv
import io
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from statistics import mean, median, quantiles
from typing import Any

from aiohttp import web

from bot.console.access import Principal
from bot.console.misread import safe
from bot.incoming import parse_number
from bot.keys import DATABASE
from bot.store import audit
from bot.store import figures as store
from bot.store.audit import Act
from bot.store.figures import Counted, Handoff, Rated
from bot.views import iso

Json = dict[str, Any]

DAY = 86400.0
MOST_DAYS = 92
FALLBACKS = ("nlu_fallback", "gibberish")
MOST_LISTED = 20


def days_in(query: Mapping[str, str]) -> int:
    """How many days are wanted."""
    return parse_number(query.get("days"), field="days", least=1, most=MOST_DAYS, default=7)


async def of(app: web.Application, who: Principal, days: int) -> Json:
    """The figures of the last days; only what is still kept is counted."""
    until = time.time()
    since = until - days * DAY
    counted = await app[DATABASE].read(partial(store.count, since=since, until=until))
    act = Act(who.name, "figures", detail={"days": days})
    await app[DATABASE].write(partial(audit.note, act=act))
    return {"from": iso(since), "to": iso(until), "days": days, **_figures(counted, until, days)}


def _figures(counted: Counted, until: float, days: int) -> Json:
    talks, intents = counted.talks, counted.intents
    messages = sum(intents.values())
    fallbacks = sum(intents.get(name, 0) for name in FALLBACKS)
    hours = Counter(_local(talk.began_at).hour for talk in talks)
    unmatched = Counter(words.casefold() for words in counted.unmatched)
    return {
        "conversations": len(talks),
        "by_channel": dict(Counter(talk.channel for talk in talks)),
        "by_hour": [hours[hour] for hour in range(24)],
        "by_day": _by_day([talk.began_at for talk in talks], until, days),
        "by_urgency": dict(Counter(talk.urgency for talk in talks)),
        "hand_offs": _hand_offs(counted.handoffs),
        "waiting_seconds": _waiting(counted.handoffs),
        "messages": messages,
        "fallback_rate": round(fallbacks / messages, 4) if messages else 0.0,
        "intents": [{"id": name, "n": n} for name, n in Counter(intents).most_common()],
        "unmatched": [{"words": w, "n": n} for w, n in unmatched.most_common(MOST_LISTED)],
        "ratings": _ratings(counted.ratings),
        "misread": {"open": counted.open_misread},
    }


def _local(moment: float) -> datetime:
    """In the clinic's own time, by the machine's time zone."""
    return datetime.fromtimestamp(moment).astimezone()


def _by_day(moments: list[float], until: float, days: int) -> list[Json]:
    counts = Counter(_local(moment).date() for moment in moments)
    today = _local(until).date()
    dates = [today - timedelta(days=back) for back in reversed(range(days))]
    return [{"day": date.isoformat(), "conversations": counts[date]} for date in dates]


def _hand_offs(handoffs: list[Handoff]) -> Json:
    taken = [one for one in handoffs if one.claimed_at is not None]
    by_agent = Counter(one.display or "?" for one in taken)
    return {
        "asked": sum(one.wanted_at is not None for one in handoffs),
        "taken": len(taken),
        "by_agent": [{"name": name, "taken": n} for name, n in by_agent.most_common()],
        "unmet": sum(one.claimed_at is None for one in handoffs),
    }


def _waiting(handoffs: list[Handoff]) -> Json:
    waits = [h.claimed_at - h.wanted_at for h in handoffs if h.claimed_at and h.wanted_at]
    if not waits:
        return {"median": None, "p90": None, "longest": None}
    high = quantiles(waits, n=10)[-1] if len(waits) > 1 else waits[0]
    return {"median": round(median(waits)), "p90": round(high), "longest": round(max(waits))}


def _ratings(ratings: list[Rated]) -> Json:
    stars = [one.rating for one in ratings if one.rating is not None]
    comments = [one for one in ratings if one.comment][:MOST_LISTED]
    return {
        "n": len(stars),
        "mean": round(mean(stars), 2) if stars else None,
        "by_stars": [stars.count(star) for star in range(1, 6)],
        "comments": [
            {"at": iso(one.at), "rating": one.rating, "comment": one.comment} for one in comments
        ],
    }


def as_csv(figures: Json) -> str:
    """One figure a row: measure, key, value."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("measure", "key", "value"))
    for row in _rows(figures, ""):
        writer.writerow([safe(cell) for cell in row])
    return file.getvalue()


def _rows(figures: Json, prefix: str) -> Iterator[tuple[str, object, object]]:
    for name, value in figures.items():
        measure = f"{prefix}{name}"
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, list):
                    yield from _rows({key: inner}, f"{measure}.")
                else:
                    yield measure, key, inner
        elif isinstance(value, list):
            for place, item in enumerate(value):
                key, inner = _pair(item, place)
                yield measure, key, inner
        else:
            yield measure, "", value


def _pair(item: object, place: int) -> tuple[object, object]:
    """A row of a list: its name and its number, or its place."""
    if isinstance(item, dict):
        first, *_, last = item.values()
        return first, last
    return place, item
