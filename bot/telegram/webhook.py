"""The door for Telegram's calls: proven, stored, acknowledged; all work comes later."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.errors import Problem
from bot.incoming import parse_object
from bot.settings import Settings
from bot.telegram.intake import Intake

PATH = "/telegram/webhook"
CONNECTIONS = 40
"""How many calls Telegram may have under way; its own default, said out loud."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1024 * 1024
"""Updates may quote other messages, so they may be larger than what people may send us."""

Handler = Callable[[web.Request], Awaitable[web.Response]]


def secret_of(settings: Settings) -> str:
    """As set, else one that only who knows the token can tell; the same on every machine."""
    given = settings.telegram_secret.get_secret_value()
    token = settings.telegram_token.get_secret_value().encode()
    return given or hmac.new(token, b"webhook", hashlib.sha256).hexdigest()


def address_of(settings: Settings) -> str:
    """Where Telegram calls us."""
    return settings.telegram_public_url.rstrip("/") + PATH


def make_handler(secret: str, intake: Callable[[], Intake]) -> Handler:
    """The view; `intake` gives the intake once the service has started."""
    expected = secret.encode()

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            raise Problem("forged")
        await intake().accept([parse_object(await _body(request))])
        return web.Response(status=200)

    return receive


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body))
    return bytes(body)
