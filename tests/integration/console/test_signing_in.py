"""Signing in and out: what agents need, and what those get who are none."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fakes.agents import CONSOLE, PASSWORD, Agent, make_users, sign_in
from tests.fakes.gateway import Gateway

Json = dict[str, Any]
Make = Callable[..., Gateway]
SESSION = f"{CONSOLE}/session"


@pytest.fixture
async def browser(gateway: Gateway) -> Any:
    """A browser with cookies of its own."""
    jar = aiohttp.CookieJar(unsafe=True)  # takes cookies of 127.0.0.1
    async with aiohttp.ClientSession(gateway.url, cookie_jar=jar) as client:
        yield client


async def try_(http: aiohttp.ClientSession, name: str, password: str, **more: Any) -> Any:
    headers = more.pop("headers", {})
    body = {"name": name, "password": password, **more}
    async with http.post(SESSION, json=body, headers=headers) as answer:
        return answer.status, await answer.json(), answer.headers


async def test_a_browser_gets_a_cookie_that_no_script_can_read(
    browser: aiohttp.ClientSession,
) -> None:
    status, me, headers = await try_(browser, "Anna ", PASSWORD)
    assert status == 201
    assert me["user"] == {"id": 1, "name": "anna", "display": "Anna", "role": "agent"}
    assert me["rights"] == ["work"]
    assert "token" not in me
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("console=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    async with browser.get(SESSION) as answer:
        assert (await answer.json())["csrf"] == me["csrf"]


async def test_behind_https_the_cookie_is_bound_to_the_host(make_gateway: Make) -> None:
    gateway = make_gateway(TRUSTED_PROXIES="127.0.0.1").start()
    make_users(gateway.database)
    https = {"X-Forwarded-Proto": "https", "Host": "clinic.example"}
    async with aiohttp.ClientSession(gateway.url) as client:
        _, _, headers = await try_(client, "anna", PASSWORD, headers=https)
        plain = {"Host": "clinic.example"}
        status, problem, _ = await try_(client, "anna", PASSWORD, headers=plain)
    assert headers["Set-Cookie"].startswith("__Host-console=")
    assert "Secure" in headers["Set-Cookie"]
    assert (status, problem["code"]) == (403, "needs_https")


async def test_with_a_cookie_a_change_needs_the_csrf_token(browser: aiohttp.ClientSession) -> None:
    _, me, _ = await try_(browser, "anna", PASSWORD)
    for given in ({}, {"X-CSRF-Token": "wrong"}):
        async with browser.delete(SESSION, headers=given) as answer:
            assert (answer.status, (await answer.json())["code"]) == (403, "wrong_csrf")
    async with browser.delete(SESSION, headers={"X-CSRF-Token": me["csrf"]}) as answer:
        assert answer.status == 204
    async with browser.get(SESSION) as answer:
        assert (answer.status, (await answer.json())["code"]) == (401, "login_needed")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_site_cannot_even_sign_in(
    browser: aiohttp.ClientSession, origin: str
) -> None:
    status, problem, _ = await try_(browser, "anna", PASSWORD, headers={"Origin": origin})
    assert (status, problem["code"]) == (403, "wrong_origin")


async def test_a_site_with_the_widget_is_no_part_of_the_console(make_gateway: Make) -> None:
    gateway = make_gateway(ALLOWED_ORIGINS="https://clinic.example").start()
    make_users(gateway.database)
    async with aiohttp.ClientSession(gateway.url) as client:
        agent = await sign_in(client, "anna")
        headers = {"Origin": "https://clinic.example"}
        status, problem = await agent.call("GET", "/session", headers=headers)
    assert (status, problem["code"]) == (403, "wrong_origin")


async def test_nothing_tells_whether_a_name_exists(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    make_users(gateway.database, {"anna": "agent", "ben": "agent"})
    lock_out(gateway.data, "ben")
    answers = []
    async with aiohttp.ClientSession(gateway.url) as client:
        for name in ("anna", "ben", "nobody"):  # a wrong password, a disabled user, no user
            tries = [await try_(client, name, "not the password") for _ in range(6)]
            answers.append([(status, body["detail"]) for status, body, _ in tries])
    assert answers[0] == answers[1] == answers[2]
    assert [status for status, _ in answers[0]] == [401] * 5 + [429]


def lock_out(data: Path, name: str) -> None:
    with sqlite3.connect(data / "bot.db") as connection:
        connection.execute("UPDATE users SET disabled = 1 WHERE name = ?", (name,))


async def test_a_hundred_tries_at_once_are_no_more_than_five(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    make_users(gateway.database, {"anna": "agent"})
    async with aiohttp.ClientSession(gateway.url) as client:
        tries = await asyncio.gather(*(try_(client, "anna", f"wrong {n}") for n in range(40)))
        statuses = sorted(status for status, _, _ in tries)
        assert statuses == [401] * 5 + [429] * 35
        refused = next(body for status, body, _ in tries if status == 429)
        assert 1 <= refused["retry_after"] <= 16
        status, _, _ = await try_(client, "anna", PASSWORD)
        assert status == 429, "while it is locked the right one does not help either"
        let_time_pass(gateway.data)
        status, _, _ = await try_(client, "anna", PASSWORD)
    assert status == 201


def let_time_pass(data: Path) -> None:
    with sqlite3.connect(data / "bot.db") as connection:
        connection.execute("UPDATE login_failures SET locked_until = locked_until - 20")


async def test_the_first_start_says_how_to_make_a_user(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    async with aiohttp.ClientSession(gateway.url) as client:
        async with client.get(SESSION) as answer:
            problem = await answer.json()
        status, at_login, _ = await try_(client, "admin", "admin")
    assert problem["code"] == at_login["code"] == "no_users"
    assert status == 401
    assert "python -m bot user add" in problem["detail"]
    gateway.wait_for_output("python -m bot user add")


async def test_a_session_ends_when_nobody_uses_it(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    make_users(gateway.database)
    async with aiohttp.ClientSession(gateway.url) as client:
        idle, old, used = [await sign_in(client, "anna") for _ in range(3)]
        age(gateway.data, idle, "used_at", 31 * 60)
        age(gateway.data, used, "used_at", 29 * 60)
        age(gateway.data, old, "ends_at", 11 * 3600)
        assert (await idle.call("GET", "/session"))[0] == 401
        assert (await old.call("GET", "/session"))[0] == 401
        assert (await used.call("GET", "/session"))[0] == 200
        age(gateway.data, used, "used_at", 29 * 60)
        assert (await used.call("GET", "/session"))[0] == 200, "being used, it lives on"


def age(data: Path, agent: Agent, column: str, seconds: float) -> None:
    """Set a moment of a session back."""
    token_hash = hashlib.sha256(agent.me["token"].encode()).hexdigest()
    with sqlite3.connect(data / "bot.db") as connection:
        connection.execute(
            f"UPDATE user_sessions SET {column} = {column} - ? WHERE token_hash = ?",  # noqa: S608
            (seconds, token_hash),
        )


async def test_another_password_ends_all_other_sessions(make_gateway: Make) -> None:
    gateway = make_gateway().start()
    make_users(gateway.database)
    async with aiohttp.ClientSession(gateway.url) as client:
        here, there = await sign_in(client, "anna"), await sign_in(client, "anna")
        for new in ("short", "anna anna anna", "aaaaaaaaaaaaaaaa"):
            status, problem = await here.call(
                "POST", "/session/password", json={"old": PASSWORD, "new": new}
            )
            assert (status, problem["code"]) == (422, "weak_password")
        wrong = {"old": "guess", "new": "a much better passphrase"}
        assert (await here.call("POST", "/session/password", json=wrong))[0] == 401
        right = {"old": PASSWORD, "new": "a much better passphrase"}
        await here.post("/session/password", right, status=204)
        assert (await here.call("GET", "/session"))[0] == 200
        assert (await there.call("GET", "/session"))[0] == 401
        await sign_in(client, "anna", password="a much better passphrase")


async def test_neither_tokens_nor_passwords_stand_in_the_data_or_the_logs(
    gateway: Gateway, session: aiohttp.ClientSession
) -> None:
    agent = await sign_in(session, "anna")
    await try_(session, "mistyped-secret", "mistyped-secret")
    files = b"".join(path.read_bytes() for path in gateway.data.glob("bot.db*"))
    printed = "".join(gateway.output).encode()
    for secret in (agent.me["token"], PASSWORD, "mistyped-secret"):
        assert secret.encode() not in files
        assert secret.encode() not in printed
