"""What a browser loads: the demo page, the widget, its files."""

from __future__ import annotations

from pathlib import Path

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader

from bot.keys import TEXTS

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Revalidated each time: a file changes with a release, and an answer of 304 costs little.
_CACHE = {hdrs.CACHE_CONTROL: "no-cache"}
# Machines differ in what they take these for, and with nosniff a browser believes us.
_KINDS = {".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}


def make_templates() -> Environment:
    """Templates with everything escaped that is filled in."""
    return Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)


async def demo(request: web.Request) -> web.Response:
    """`/`: a page of a clinic with the widget on it."""
    page = make_templates().get_template("demo.html").render(request.app[TEXTS].clinic)
    return web.Response(text=page, content_type="text/html", headers=_CACHE)


async def widget(_request: web.Request) -> web.FileResponse:
    """`/widget.js`: the one file a clinic's page names."""
    return _file(STATIC / "widget" / "widget.js")


async def file(request: web.Request) -> web.FileResponse:
    """`/static/…`: a file of the folder, and nothing outside of it."""
    path = request.match_info["path"]
    if "\0" in path:
        raise web.HTTPNotFound
    wanted = (STATIC / path).resolve()
    if not wanted.is_relative_to(STATIC.resolve()) or not wanted.is_file():
        raise web.HTTPNotFound
    return _file(wanted)


def _file(path: Path) -> web.FileResponse:
    kind = _KINDS.get(path.suffix)
    return web.FileResponse(path, headers={**_CACHE, **({hdrs.CONTENT_TYPE: kind} if kind else {})})
