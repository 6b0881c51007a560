"""Who may do what: generated from the routes, so that a new one cannot be forgotten."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.app import make_app
from bot.routes import API
from bot.settings import load_settings
from tests.fakes.client import PATIENCE, Talk, begin

PUBLIC = {
    ("POST", f"{API}/conversations"),
    ("GET", f"{API}/clinic"),
    ("POST", f"{API}/console/session"),
    ("GET", f"{API}/ws"),  # asks for the token in its first frame
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/version"),
    ("GET", "/"),
    ("GET", "/widget.js"),
    ("GET", "/widget/{version}/widget.js"),
    ("GET", "/static/{path}"),
}


def routes() -> list[tuple[str, str]]:
    """Method and pattern of every route of the public application."""
    app: web.Application = make_app(load_settings(bot_data_dir=Path("/nonexistent")))
    return sorted(
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    )


GUARDED = [
    route
    for route in routes()
    if route not in PUBLIC and "/console" not in route[1]  # tests/integration/console/test_rights
]


def test_every_route_that_is_not_public_is_about_one_conversation() -> None:
    assert GUARDED
    assert all("/conversations/{id}" in pattern for _, pattern in GUARDED)


@pytest.fixture
async def two(session: aiohttp.ClientSession) -> tuple[Talk, Talk]:
    return await begin(session), await begin(session)


@pytest.mark.parametrize(("method", "pattern"), GUARDED, ids=[" ".join(g) for g in GUARDED])
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("no token", 401),
        ("another scheme", 401),
        ("an empty token", 401),
        ("a wrong token", 404),
        ("a cut token", 404),
        ("the token of somebody else", 404),
        ("an unknown conversation", 404),
    ],
)
async def test_nobody_else_gets_in(
    two: tuple[Talk, Talk], method: str, pattern: str, name: str, status: int
) -> None:
    mine, other = two
    await mine.say("a secret canary")
    header = {
        "no token": None,
        "another scheme": f"Basic {mine.token}",
        "an empty token": "Bearer ",
        "a wrong token": "Bearer x",
        "a cut token": f"Bearer {mine.token[:-1]}",
        "the token of somebody else": f"Bearer {other.token}",
        "an unknown conversation": f"Bearer {mine.token}",
    }[name]
    id_ = "0" * 32 if name == "an unknown conversation" else mine.id
    headers = {"Authorization": header} if header is not None else {}
    body = {"text": "let me in", "rating": 1}
    path = pattern.replace("{id}", id_)
    async with mine.session.request(method, path, headers=headers, json=body) as answer:
        assert answer.status == status
        assert "canary" not in await answer.text()
        assert (status == 401) == ("WWW-Authenticate" in answer.headers)
    assert [line["text"] for line in await mine.lines() if line["role"] == "user"] == [
        "a secret canary"
    ]


@pytest.mark.parametrize("token", ["x", "", None])
async def test_a_socket_needs_the_token_too(two: tuple[Talk, Talk], token: str | None) -> None:
    mine, other = two
    for wrong in (token, other.token):
        socket = await mine.session.ws_connect(f"{API}/ws")
        await socket.send_json({"id": mine.id, "token": wrong})
        error = await socket.receive_json(timeout=PATIENCE)
        assert error["type"] == "error"
        assert (await socket.receive(PATIENCE)).data in (4401, 4404)


async def test_a_socket_hears_its_own_conversation_only(two: tuple[Talk, Talk]) -> None:
    mine, other = two
    socket = await mine.socket()
    await other.say("not for your ears")
    await mine.say("mine")
    heard = await socket.receive_json(timeout=PATIENCE)
    assert heard["text"] == "mine"
    await socket.close()


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 201),
        ("own", 201),
        ("https://clinic.example", 201),
        ("https://evil.example", 403),
        ("https://clinic.example.evil.example", 403),
        ("http://clinic.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
async def test_only_listed_sites_may_use_the_api(
    clinic: aiohttp.ClientSession, origin: str | None, status: int
) -> None:
    url = str(clinic._base_url).rstrip("/")
    given = url if origin == "own" else origin
    headers = {"Origin": given} if given is not None else {}
    async with clinic.post(f"{API}/conversations", headers=headers) as answer:
        assert answer.status == status
        allowed = answer.headers.get("Access-Control-Allow-Origin")
        assert allowed == (given if origin == "https://clinic.example" else None)
    try:
        socket = await clinic.ws_connect(f"{API}/ws", headers=headers)
        await socket.close()
        assert status == 201
    except aiohttp.WSServerHandshakeError as error:
        assert (error.status, status) == (403, 403)


async def test_a_browser_may_ask_first(clinic: aiohttp.ClientSession) -> None:
    headers = {"Origin": "https://clinic.example", "Access-Control-Request-Method": "DELETE"}
    async with clinic.options(f"{API}/conversations/x", headers=headers) as answer:
        assert answer.status == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "https://clinic.example"
        assert "DELETE" in answer.headers["Access-Control-Allow-Methods"]
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    headers["Origin"] = "https://evil.example"
    async with clinic.options(f"{API}/conversations/x", headers=headers) as answer:
        assert answer.status == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/widget.js", "/healthz", "/nothing", f"{API}/nothing"])
async def test_every_answer_is_dressed(session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "object-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "aiohttp" not in answer.headers["Server"]
