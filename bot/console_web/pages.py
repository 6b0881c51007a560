"""Templates: whole pages, and the parts that htmx puts in their place."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from bot.console.access import Principal
from bot.console_web import times
from bot.console_web.spoken import plain, spoken
from bot.console_web.words import key, keys, words
from bot.keys import TEXTS

HERE = Path(__file__).parent


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        ago=times.ago,
        clock=times.clock,
        day=times.day,
        plain=plain,
        spoken=spoken,
        readable=lambda id_: str(id_).replace("_", " "),
        kebab=lambda name: re.sub(r"(?=[A-Z])", "-", name).lower(),
    )
    templates.globals.update(w=words(), keys=keys(), key=key)
    templates.globals.update(moves=_link_to("main", "#nav"), opens=_link_to("open"))
    return templates


def _link_to(place: str, beside: str = "") -> Markup:
    """Attributes of a link that renews a part of the page, so that stream and sound go on."""
    attributes = f'hx-boost="true" hx-target="#{place}" hx-select="#{place}" hx-swap="outerHTML"'
    return Markup(attributes + (f' hx-select-oob="{beside}"' if beside else ""))  # noqa: S704


def shown(
    request: web.Request,
    template: str,
    who: Principal | None = None,
    *,
    status: int = 200,
    **facts: Any,
) -> web.Response:
    """A page or a part of one, filled in and escaped; never kept by a browser."""
    clinic = request.app[TEXTS].clinic
    text = _templates().get_template(template).render(clinic=clinic, who=who, **facts)
    headers = {hdrs.CACHE_CONTROL: "no-store"}
    return web.Response(text=text, content_type="text/html", status=status, headers=headers)


def parts(*responses: web.Response) -> web.Response:
    """Several parts in one answer; all but the first name their place themselves."""
    first = responses[0]
    first.text = "\n".join(response.text or "" for response in responses)
    return first


def done(say: str = "", *, close: bool = True, live: tuple[str, ...] = ()) -> web.Response:
    """Nothing to show: close the sheet, say one line, have parts of the page asked for anew."""
    events: dict[str, Any] = {"say": say} if say else {}
    if close:
        events["close-dialogs"] = True
    if live:
        events["renew"] = " ".join(live)
    return web.Response(status=204, headers={"HX-Trigger": json.dumps(events)})


def is_part(request: web.Request) -> bool:
    """Whether htmx asks for a part, rather than a browser for a page."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers
