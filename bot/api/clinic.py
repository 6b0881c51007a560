"""`/clinic`: whose assistant this is and whom to call, for whoever shows it."""

from __future__ import annotations

from aiohttp import web

from bot.api.requests import answer_json
from bot.keys import TELEGRAM, TEXTS


async def show(request: web.Request) -> web.Response:
    """`GET /clinic`: what the settings say, so that no page can name a wrong number."""
    facts, channel = request.app[TEXTS].clinic, request.app.get(TELEGRAM)
    body = {
        "name": facts["clinic_name"],
        "phone": facts["clinic_phone"],
        "emergency_number": facts["emergency_number"],
        "crisis_line": facts["crisis_line"],
        "telegram": channel is not None and channel.username is not None,
    }
    return answer_json(body)
