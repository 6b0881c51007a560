"""All addresses of the service on one screen."""

from __future__ import annotations

from aiohttp import web

from bot import health, pages, ws
from bot.api import (
    assessment,
    clinic,
    conversations,
    feedback,
    handoff,
    messages,
    summary,
    telegram,
)

API = "/api/v1"
ONE = API + "/conversations/{id}"


def add_routes(app: web.Application) -> None:
    """Public routes; metrics stand on the private port only."""
    app.add_routes(
        [
            web.post(API + "/conversations", conversations.begin),
            web.get(ONE, conversations.show),
            web.delete(ONE, conversations.erase),
            web.post(ONE + "/messages", messages.say),
            web.get(ONE + "/messages", messages.page),
            web.get(ONE + "/assessment", assessment.show),
            web.get(ONE + "/summary", summary.show),
            web.post(ONE + "/handoff", handoff.ask),
            web.post(ONE + "/feedback", feedback.rate),
            web.post(ONE + "/telegram", telegram.carry_over),
            web.get(API + "/clinic", clinic.show),
            web.get(API + "/ws", ws.websocket),
            web.get("/healthz", health.healthz),
            web.get("/readyz", health.readyz),
            web.get("/version", health.version),
            web.get("/", pages.demo),
            web.get("/widget.js", pages.widget),
            web.get("/widget/{version}/widget.js", pages.pinned_widget),
            web.get("/static/{path:.+}", pages.file),
        ]
    )
