"""All addresses of the web console on one screen."""

from __future__ import annotations

from aiohttp import web

from bot.console_web import call, desk, doing, erase, figures, files, login, review, sheets, summary
from bot.console_web.guard import lead, page

ONE = "/console/c/{id}"
LINE = r"/{seq:\d+}"


def add_console_pages(app: web.Application) -> None:
    """Pages, the parts that htmx asks for, and what is done."""
    app.add_routes([*_everywhere(), *_conversation(), *_sheets(), *_supervisor()])


def _everywhere() -> list[web.RouteDef]:
    return [
        web.get("/console/static/{name:[a-z]+[.](?:css|js)}", files.file),
        web.get("/console/login", login.ask),
        web.post("/console/login", login.enter),
        web.post("/console/logout", login.leave),
        web.get("/console", page(desk.start)),
        web.get("/console/queue", page(desk.listed)),
        web.get("/console/call", page(call.ask)),
        web.post("/console/call", page(call.begin)),
    ]


def _conversation() -> list[web.RouteDef]:
    parts = {
        "head": "parts/talk_head.html",
        "transcript": "parts/transcript.html",
        "writing": "parts/writing.html",
        "record": "parts/record_body.html",
    }
    return [
        web.get(ONE, page(desk.open_)),
        *(web.get(f"{ONE}/{name}", page(desk.part(path))) for name, path in parts.items()),
        web.get(ONE + "/lines", page(desk.lines)),
        web.get(ONE + "/reading" + LINE, page(doing.reading)),
        web.post(ONE + "/claim", page(doing.claim)),
        web.post(ONE + "/release", page(doing.release)),
        web.post(ONE + "/say", page(doing.say)),
        web.post(ONE + "/note", page(doing.note)),
        web.post(ONE + "/correct", page(doing.correct)),
        web.post(ONE + "/misread" + LINE, page(doing.mark)),
        web.post(ONE + "/sentence", page(call.hear)),
        web.post(ONE + "/end", page(call.end)),
        web.post(ONE + "/erase", lead(erase.erase)),
    ]


def _sheets() -> list[web.RouteDef]:
    return [
        web.get(ONE + "/release", page(sheets.about("sheets/release.html"))),
        web.get(ONE + "/note", page(sheets.about("sheets/note.html"))),
        web.get(ONE + "/erase", lead(sheets.about("sheets/erase.html"))),
        web.get(ONE + "/correct", page(sheets.correct)),
        web.get(ONE + "/misread" + LINE, page(sheets.misread)),
        web.get(ONE + "/summary", page(summary.sheet)),
        web.get(ONE + "/summary.html", page(summary.html)),
        web.get(ONE + "/summary.pdf", page(summary.pdf)),
    ]


def _supervisor() -> list[web.RouteDef]:
    return [
        web.get("/console/figures", lead(figures.show)),
        web.get("/console/figures.csv", lead(figures.csv)),
        web.get("/console/misread", lead(review.listed)),
        web.get("/console/misread.csv", lead(review.csv)),
        web.post(r"/console/misread/{number:\d+}", lead(review.decide)),
    ]
