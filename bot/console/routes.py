"""All addresses of the console's API on one screen; docs/console-api.md is their contract."""

from __future__ import annotations

from aiohttp import web

from bot.console.api import people, session

CONSOLE = "/api/v1/console"


def add_console_routes(app: web.Application) -> None:
    """Routes for the clinic's own people."""
    app.add_routes(
        [
            web.post(CONSOLE + "/session", session.begin),
            web.get(CONSOLE + "/session", session.show),
            web.delete(CONSOLE + "/session", session.end),
            web.post(CONSOLE + "/session/password", session.change_password),
            web.get(CONSOLE + "/users", people.list_users),
            web.get(CONSOLE + "/audit", people.list_audit),
        ]
    )
