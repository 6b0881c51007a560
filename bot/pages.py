"""What a browser loads: the demo page, the widget, its files."""

from __future__ import annotations

from pathlib import Path

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader

from bot.embedding import LAUNCHER, launcher
from bot.keys import TEXTS
from bot.squeezed import FOR_EVER, REVALIDATED, squeezed

HERE = Path(__file__).parent
STATIC = HERE / "static"


def make_templates() -> Environment:
    """Templates with everything escaped that is filled in."""
    return Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)


async def demo(request: web.Request) -> web.Response:
    """`/`: a page of a clinic with the widget on it."""
    page = make_templates().get_template("demo.html").render(request.app[TEXTS].clinic)
    headers = {hdrs.CACHE_CONTROL: REVALIDATED}
    return web.Response(text=page, content_type="text/html", headers=headers)


async def widget(request: web.Request) -> web.Response:
    """`/widget.js`: the launcher as it is now, for pages that want every change at once."""
    return await squeezed(request, LAUNCHER)


async def pinned_widget(request: web.Request) -> web.Response:
    """`/widget/1.0.0/widget.js`: a version that never changes, for a tag with its hash."""
    script = launcher(request.match_info["version"])
    if script is None:
        raise web.HTTPNotFound
    return await squeezed(request, script, FOR_EVER)


async def file(request: web.Request) -> web.Response:
    """`/static/…`: a file of the folder, and nothing outside of it."""
    path = request.match_info["path"]
    if "\0" in path:
        raise web.HTTPNotFound
    wanted = (STATIC / path).resolve()
    if not wanted.is_relative_to(STATIC.resolve()) or not wanted.is_file():
        raise web.HTTPNotFound
    return await squeezed(request, wanted)
