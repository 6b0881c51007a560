"""The supervisor's page: figures, plots of them, and all of it as CSV."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console import figures
from bot.console.access import Principal
from bot.console.api.beside import csv_file
from bot.console_web.pages import shown
from bot.console_web.plots import Plot, bars, columns
from bot.console_web.times import read
from bot.console_web.words import words

Json = dict[str, Any]

MINUTE = 60
MOST_ROWS = 8
LEVELS = ("emergency", "urgent", "routine", "self_care", "undetermined")


async def show(request: web.Request, who: Principal) -> web.Response:
    """`GET /console/figures?days=`."""
    counted = await figures.of(request.app, who, figures.days_in(request.query))
    facts: Json = {"f": counted, "numbers": numbers_of(counted), "plots": plots_of(counted)}
    return shown(request, "figures.html", who, here="figures", **facts)


async def csv(request: web.Request, who: Principal) -> web.Response:
    """`GET /console/figures.csv?days=`: the same as rows."""
    counted = await figures.of(request.app, who, figures.days_in(request.query))
    return csv_file(figures.as_csv(counted), "figures")


def numbers_of(counted: Json) -> list[tuple[str, str]]:
    """The single figures, with their names."""
    said, hand_offs, ratings = words()["figures"], counted["hand_offs"], counted["ratings"]
    of_five = said["of_five"].format(mean=ratings["mean"], n=ratings["n"])
    values = {
        "conversations": counted["conversations"],
        "messages": counted["messages"],
        "hand_offs": hand_offs["asked"],
        "taken": hand_offs["taken"],
        "unmet": hand_offs["unmet"],
        "waiting": _minutes(counted["waiting_seconds"]["median"]) or said["none"],
        "fallback": _percent(counted["fallback_rate"]) or said["none"],
        "rating": of_five if ratings["n"] else said["none"],
        "misread": counted["misread"]["open"],
    }
    return [(said["numbers"][name], str(value)) for name, value in values.items()]


def plots_of(counted: Json) -> list[Plot]:
    """The pictures, in the order of the page."""
    said = words()
    title, of_rating = said["figures"]["plots"], said["figures"]["stars"]
    by_level = [(level, counted["by_urgency"].get(level, 0)) for level in LEVELS]
    waiting = counted["waiting_seconds"]
    waits = [(name, waiting[key]) for key, name in said["figures"]["waiting"].items()]
    days = [(_day(day["day"]), day["conversations"]) for day in counted["by_day"]]
    channels = [(said["channels"].get(k, k), n) for k, n in counted["by_channel"].items()]
    meant = [(intent["id"].replace("_", " "), intent["n"]) for intent in counted["intents"]]
    odd = [(words_["words"], words_["n"]) for words_ in counted["unmatched"]]
    agents = [(agent["name"], agent["taken"]) for agent in counted["hand_offs"]["by_agent"]]
    stars = enumerate(counted["ratings"]["by_stars"], start=1)
    return [
        columns(title["by_hour"], _some([(str(h), n) for h, n in enumerate(counted["by_hour"])])),
        columns(title["by_day"], _some(days)),
        bars(title["by_urgency"], _some([(said["urgency"][k], n) for k, n in by_level]), LEVELS),
        bars(title["by_channel"], _some(channels)),
        bars(title["hand_offs"], agents),
        bars(title["waiting"], _some([(name, round((s or 0) / MINUTE, 1)) for name, s in waits])),
        bars(title["intents"], meant[:MOST_ROWS]),
        bars(title["unmatched"], odd[:MOST_ROWS]),
        columns(title["ratings"], _some([(of_rating.format(n=n), count) for n, count in stars])),
    ]


def _some(rows: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """No picture of nothing but noughts."""
    return rows if any(value for _, value in rows) else []


def _day(iso: str) -> str:
    return read(iso).strftime("%d %b")


def _minutes(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds / MINUTE:.1f} min"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f} %"
