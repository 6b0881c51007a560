"""`/figures`: for supervisors."""

from __future__ import annotations

from aiohttp import web

from bot.api.requests import answer_json
from bot.console import access, figures
from bot.console.api.beside import csv_file, wants_csv


async def show(request: web.Request) -> web.Response:
    """`GET ?days=7`, as JSON or CSV."""
    who = await access.require(request, "lead")
    found = await figures.of(request.app, who, figures.days_in(request.query))
    if wants_csv(request):
        return csv_file(figures.as_csv(found), "figures")
    return answer_json(found)
