"""All addresses of the console's API on one screen; docs/console-api.md is their contract."""

from __future__ import annotations

from aiohttp import web

from bot.console.api import beside, calls, conversations, figures, people, queue, session

CONSOLE = "/api/v1/console"
ONE = CONSOLE + "/conversations/{id}"


def add_console_routes(app: web.Application) -> None:
    """Routes for the clinic's own people."""
    app.add_routes(
        [
            web.post(CONSOLE + "/session", session.begin),
            web.get(CONSOLE + "/session", session.show),
            web.delete(CONSOLE + "/session", session.end),
            web.post(CONSOLE + "/session/password", session.change_password),
            web.get(CONSOLE + "/queue", queue.show),
            web.get(CONSOLE + "/events", queue.events, allow_head=False),
            web.get(ONE, conversations.show),
            web.delete(ONE, conversations.erase),
            web.get(ONE + "/lines", conversations.lines),
            web.get(ONE + "/summary", conversations.summarise),
            web.post(ONE + "/claim", conversations.claim),
            web.post(ONE + "/release", conversations.release),
            web.post(ONE + "/messages", conversations.say),
            web.post(ONE + "/typing", conversations.typing),
            web.get(ONE + "/notes", beside.list_notes),
            web.post(ONE + "/notes", beside.add_note),
            web.post(ONE + "/corrections", beside.correct),
            web.post(ONE + "/misread", beside.mark),
            web.delete(ONE + "/misread/{message_id}", beside.unmark),
            web.post(ONE + "/sentences", calls.hear),
            web.post(CONSOLE + "/calls", calls.begin),
            web.patch(CONSOLE + "/calls/{id}", calls.change),
            web.post(CONSOLE + "/calls/{id}/end", calls.end),
            web.get(CONSOLE + "/canned", beside.list_canned),
            web.get(CONSOLE + "/findings", beside.list_findings),
            web.get(CONSOLE + "/misread", beside.list_misread),
            web.post(CONSOLE + r"/misread/{number:\d{1,9}}", beside.decide),
            web.get(CONSOLE + "/figures", figures.show),
            web.get(CONSOLE + "/users", people.list_users),
            web.get(CONSOLE + "/audit", people.list_audit),
        ]
    )
