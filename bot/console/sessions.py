"""Signing in and out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.console.access import (
    Principal,
    cookie_name,
    csrf_of,
    limits_of,
    of_session,
    signed_in,
)
from bot.console.passwords import demand_strong, is_outdated
from bot.console.roles import RIGHTS
from bot.errors import Problem
from bot.keys import ADDRESSES, DATABASE, FEED, LOGIN_RATES, PASSWORDS, SETTINGS
from bot.store import audit, user_sessions, users
from bot.store.audit import Act
from bot.store.conversations import hash_token
from bot.store.users import User
from bot.views import iso

Json = dict[str, Any]
CLIENTS = ("browser", "terminal")


@dataclass(frozen=True, slots=True)
class Login:
    """What somebody signs in with."""

    name: str
    password: str
    client: str


def parse(body: Json) -> Login:
    """Read a login."""
    name, password, client = body.get("name"), body.get("password"), body.get("client", "browser")
    if not isinstance(name, str) or not name.strip():
        raise Problem("bad_field", field="name", meant="the name of a user")
    if not isinstance(password, str) or not password:
        raise Problem("bad_field", field="password", meant="the password, as a string")
    if client not in CLIENTS:
        raise Problem("bad_field", field="client", meant=" or ".join(CLIENTS))
    return Login(users.normal(name)[:64], password, client)


async def log_in(request: web.Request, login: Login) -> tuple[Json, str]:
    """Me and the session's token; the same answer, after the same time, for whatever is wrong."""
    app = request.app
    _demand_privacy(request)
    _limit(request)
    if not await app[DATABASE].read(users.are_there_any):
        raise Problem("no_users")
    name_hash = hashlib.sha256(login.name.encode()).hexdigest()
    await app[DATABASE].write(partial(users.count_try, name_hash=name_hash))
    user: User | None = await app[DATABASE].read(partial(users.find, name=login.name))
    kept = user.password_hash if user and not user.disabled else None
    if not await app[PASSWORDS].fits(login.password, kept) or user is None:
        known = user.name if user else "?"
        await app[DATABASE].write(partial(audit.note, act=Act(known, "login_failed")))
        raise Problem("wrong_login")
    if is_outdated(user.password_hash):
        fresh = await app[PASSWORDS].hashed(login.password)
        renew = partial(users.set_password, number=user.id, password_hash=fresh)
        await app[DATABASE].write(renew)
    limits = limits_of(app[SETTINGS])
    open_ = partial(_open, user=user, name_hash=name_hash, client=login.client, limits=limits)
    token: str = await app[DATABASE].write(open_)
    who = await of_session(app, hash_token(token), csrf=csrf_of(token))
    if who is None:  # shut out in this very moment
        raise Problem("wrong_login")
    return me(app, who), token


def _demand_privacy(request: web.Request) -> None:
    app = request.app
    if not app[SETTINGS].console_plain_http and not app[ADDRESSES].is_private(request):
        raise Problem("needs_https")


def _limit(request: web.Request) -> None:
    addresses = request.app[ADDRESSES]
    address = addresses.caller(request)
    seconds = addresses.is_limited(address) and request.app[LOGIN_RATES].seconds_to_wait(address)
    if seconds:
        raise Problem("too_fast", headers={"Retry-After": str(seconds)}, seconds=seconds)


def _open(
    connection: Connection, user: User, name_hash: str, client: str, limits: user_sessions.Limits
) -> str:
    users.forgive(connection, name_hash)
    audit.note(connection, Act(user.name, "login", detail={"client": client}))
    return user_sessions.begin(connection, user.id, client, limits)


def me(app: web.Application, who: Principal) -> Json:
    """What a client needs to know of its session."""
    user = {"id": who.user_id, "name": who.name, "display": who.display, "role": who.role}
    return {
        "user": user,
        "rights": list(RIGHTS[who.role]),
        "csrf": who.csrf,
        "idle_seconds": int(app[SETTINGS].console_idle_minutes * 60),
        "ends_at": iso(who.ends_at),
        "event_id": app[FEED].newest,
    }


async def log_out(request: web.Request) -> None:
    """End the session, and the streams that hang on it."""
    app, who = request.app, await signed_in(request)
    await app[DATABASE].write(partial(_close, who=who))
    app[FEED].end_session(who.session, "logged_out")


def _close(connection: Connection, who: Principal) -> None:
    user_sessions.end(connection, who.session)
    audit.note(connection, Act(who.name, "logout"))


async def change_password(app: web.Application, who: Principal, old: str, new: str) -> None:
    """Another password; all other sessions of the user end."""
    user: User | None = await app[DATABASE].read(partial(users.by_id, number=who.user_id))
    name_hash = hashlib.sha256(who.name.encode()).hexdigest()
    await app[DATABASE].write(partial(users.count_try, name_hash=name_hash))
    if user is None or not await app[PASSWORDS].fits(old, user.password_hash):
        raise Problem("wrong_login")
    demand_strong(new, who.name)
    hashed = await app[PASSWORDS].hashed(new)
    await app[DATABASE].write(partial(_renew, who=who, hashed=hashed, name_hash=name_hash))


def _renew(connection: Connection, who: Principal, hashed: str, name_hash: str) -> None:
    users.forgive(connection, name_hash)
    users.set_password(connection, who.user_id, hashed)
    user_sessions.end_others(connection, who.user_id, who.session)
    audit.note(connection, Act(who.name, "password"))


def set_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Hand a browser its session; scripts cannot read it, other sites cannot send it."""
    response.set_cookie(
        cookie_name(request),
        token,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=request.app[ADDRESSES].is_https(request),
    )


def drop_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Take the cookie back."""
    secure = request.app[ADDRESSES].is_https(request)
    response.del_cookie(cookie_name(request), path="/", secure=secure, httponly=True)
