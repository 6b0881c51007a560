"""Who asks, and whether they may: session, right, origin and CSRF in this one place."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.console.roles import RIGHTS
from bot.errors import Problem
from bot.keys import ADDRESSES, DATABASE, SETTINGS
from bot.settings import Settings
from bot.store import user_sessions, users
from bot.store.conversations import hash_token
from bot.store.user_sessions import Limits, Session

COOKIE, LOCAL_COOKIE = "__Host-console", "console"
CSRF_HEADER, CSRF_FIELD = "X-CSRF-Token", "csrf"
UNATTENDED_HEADER = "X-Console-Unattended"
"""Set by a page that asks by itself, because of news: nobody is there on that account."""
_BEARER = "Bearer "
_HARMLESS = ("GET", "HEAD")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Principal:
    """A user who is signed in; `display` is the name that patients see."""

    user_id: int
    name: str
    display: str
    role: str
    session: str
    csrf: str
    ends_at: float

    @property
    def rights(self) -> tuple[str, ...]:
        """What the role allows."""
        return RIGHTS[self.role]

    def may(self, right: str) -> bool:
        """Whether the role allows this."""
        return right in self.rights


async def require(request: web.Request, right: str) -> Principal:
    """The signed-in user of a request, who has this right; else a `Problem`."""
    who = await signed_in(request)
    if not who.may(right):
        raise Problem("not_allowed")
    return who


async def signed_in(request: web.Request) -> Principal:
    """The user whose session a request names, by cookie or bearer token."""
    demand_own_origin(request)
    token, by_cookie = _token(request)
    if token is None:
        raise await _nobody(request.app)
    attended = UNATTENDED_HEADER not in request.headers
    who = await of_session(request.app, hash_token(token), csrf=csrf_of(token), attended=attended)
    if who is None:
        raise await _nobody(request.app)
    if by_cookie and request.method not in _HARMLESS:
        given = await _csrf_given(request)
        if not secrets.compare_digest(given.encode(), who.csrf.encode()):
            raise Problem("wrong_csrf")
    return who


async def of_session(
    app: web.Application, token_hash: str, csrf: str = "", *, attended: bool = True
) -> Principal | None:
    """Whose session this is; None if it is over.

    Asking for it with `csrf` counts as use, unless nobody sits before the page that asks.
    """
    find = partial(user_sessions.find, token_hash=token_hash, limits=limits_of(app[SETTINGS]))
    session: Session | None = await app[DATABASE].read(find)
    if session is None:
        return None
    if csrf and attended and session.used_at < time.time() - user_sessions.TOUCH_SECONDS:
        await app[DATABASE].write(partial(user_sessions.touch, token_hash=token_hash))
    who = (session.user_id, session.name, session.display, session.role)
    return Principal(*who, token_hash, csrf, session.ends_at)


async def _nobody(app: web.Application) -> Problem:
    """Sign in; or, in a new installation, make a user first."""
    there_are = await app[DATABASE].read(users.are_there_any)
    return Problem("login_needed" if there_are else "no_users")


def _token(request: web.Request) -> tuple[str | None, bool]:
    header = request.headers.get(hdrs.AUTHORIZATION, "")
    if header.startswith(_BEARER):
        return header[len(_BEARER) :].strip() or None, False
    return request.cookies.get(cookie_name(request)), True


def cookie_name(request: web.Request) -> str:
    """Browsers take a `__Host-` cookie over https only."""
    return COOKIE if request.app[ADDRESSES].is_https(request) else LOCAL_COOKIE


def csrf_of(token: str) -> str:
    """The CSRF token of a session: another site can neither read nor reckon it."""
    digest = hmac.new(token.encode(), b"csrf", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


async def _csrf_given(request: web.Request) -> str:
    header = request.headers.get(CSRF_HEADER)
    if header is not None or request.content_type not in _FORMS:
        return header or ""
    return str((await request.post()).get(CSRF_FIELD, ""))


def demand_own_origin(request: web.Request) -> None:
    """Sites that may embed the widget are no part of the console."""
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Problem("wrong_origin")


def limits_of(settings: Settings) -> Limits:
    """When sessions are over."""
    return Limits(settings.console_idle_minutes * 60, settings.console_session_hours * 3600)
