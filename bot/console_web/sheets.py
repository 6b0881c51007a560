"""What opens on top of a conversation: questions before something is done."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console.access import Principal
from bot.console_web.desk import talk_in
from bot.console_web.doing import line_in
from bot.console_web.findable import findable
from bot.console_web.pages import shown


def about(template: str) -> Any:
    """A view of a sheet that needs nothing but the conversation."""

    async def show(request: web.Request, who: Principal) -> web.Response:
        return shown(request, template, who, talk=await talk_in(request, who))

    return show


async def misread(request: web.Request, who: Principal) -> web.Response:
    """Whether a message was understood wrongly, and what was meant."""
    talk, line = await talk_in(request, who), await line_in(request, who)
    return shown(request, "sheets/misread.html", who, talk=talk, line=line)


async def correct(request: web.Request, who: Principal) -> web.Response:
    """A finding to put right: the one that was chosen, or any."""
    talk = await talk_in(request, who)
    group, what = request.query.get("about", "finding"), request.query.get("id", "")
    chosen = f"{group}:{what}" if what else ""
    known = {one["id"]: one["status"] for one in talk["assessment"]["findings"]}
    facts: dict[str, Any] = {
        "findable": findable(request.app),
        "chosen": chosen,
        "now": known.get(what),
    }
    return shown(request, "sheets/correct.html", who, talk=talk, **facts)
