"""docs/openapi.yaml against the running service: same addresses, same shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from openapi_spec_validator import validate

from tests.fakes.client import API, Talk, begin, frames_until
from tests.integration.test_access import PUBLIC, routes

SPEC: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "docs/openapi.yaml").read_text(encoding="utf-8")
)


# The console's pages are no API; its own stands under /api/v1/console.
DESCRIBED = [route for route in routes() if not route[1].startswith("/console")]


def check(schema: dict[str, Any], value: object) -> None:
    """Hold a value against a schema of the description."""
    whole = {**schema, "components": SPEC["components"]}
    errors = [error.message for error in Draft202012Validator(whole).iter_errors(value)]
    assert not errors, (errors, value)


def named(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_the_description_is_valid() -> None:
    validate(SPEC)


def test_description_and_routes_name_the_same_calls() -> None:
    described = {
        (method.upper(), path)
        for path, item in SPEC["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert described == set(DESCRIBED)


def test_public_calls_are_described_as_public() -> None:
    for method, path in DESCRIBED:
        call = SPEC["paths"][path][method.lower()]
        assert (call.get("security") == []) == ((method, path) in PUBLIC), (method, path)


CALLS: list[tuple[str, str, dict[str, Any], int]] = [
    ("POST", "/conversations/{id}/messages", {"json": {"text": "hello"}}, 200),
    ("POST", "/conversations/{id}/messages", {"json": {"payload": "/human"}}, 200),
    ("POST", "/conversations/{id}/messages", {"json": {"text": "GARBAGE"}}, 200),
    ("POST", "/conversations/{id}/messages", {"json": {"text": ""}}, 422),
    ("POST", "/conversations/{id}/messages", {"json": {"text": "a" * 4001}}, 413),
    ("POST", "/conversations/{id}/messages", {"data": b"{"}, 400),
    ("GET", "/conversations/{id}/messages", {}, 200),
    ("GET", "/conversations/{id}/messages", {"params": {"after": "x"}}, 422),
    ("GET", "/conversations/{id}/assessment", {}, 200),
    ("GET", "/conversations/{id}/summary", {"headers": {"Accept": "application/json"}}, 200),
    ("GET", "/conversations/{id}/summary", {"headers": {"Accept": "application/pdf"}}, 200),
    ("GET", "/conversations/{id}/summary", {"headers": {"Accept": "image/png"}}, 406),
    ("POST", "/conversations/{id}/handoff", {}, 200),
    ("POST", "/conversations/{id}/telegram", {}, 503),  # no token is set here
    ("POST", "/conversations/{id}/feedback", {"json": {"rating": 4}}, 204),
    ("POST", "/conversations/{id}/feedback", {"json": {"rating": 9}}, 422),
    ("GET", "/conversations/{id}", {}, 200),
    ("DELETE", "/conversations/{id}", {}, 204),
]


@pytest.mark.parametrize(("method", "path", "given", "status"), CALLS)
async def test_answers_have_the_described_shape(
    session: aiohttp.ClientSession, method: str, path: str, given: dict[str, Any], status: int
) -> None:
    talk = await begin(session)
    await talk.say("something before")
    await _hold(talk, method, path, given, status)


async def _hold(talk: Talk, method: str, path: str, given: dict[str, Any], status: int) -> None:
    call = SPEC["paths"][API + path][method.lower()]
    headers = {**talk.headers, **given.get("headers", {})}
    url = API + path.replace("{id}", talk.id)
    async with talk.session.request(method, url, **{**given, "headers": headers}) as answer:
        assert answer.status == status
        described = call["responses"][str(status)]
        if "$ref" in described:
            described = SPEC["components"]["responses"][described["$ref"].split("/")[-1]]
        kinds = described.get("content", {})
        if not kinds:
            assert await answer.read() == b""
            return
        assert answer.content_type in kinds
        if "json" in answer.content_type:
            check(kinds[answer.content_type]["schema"], await answer.json())


async def test_a_beginning_has_the_described_shape(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    check(named("Started"), talk.greeting)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/version", f"{API}/clinic"])
async def test_what_the_service_says_of_itself_has_the_described_shape(
    session: aiohttp.ClientSession, path: str
) -> None:
    async with session.get(path) as answer:
        assert answer.status == 200
        schema = SPEC["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        check(schema["schema"], await answer.json())


async def test_frames_have_the_described_shapes(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    socket = await talk.socket()
    await socket.send_json({"text": "SLOW HUMAN"})
    frames = await frames_until(socket, "answer")
    await socket.send_json({"text": ""})
    frames += await frames_until(socket, "error")
    await socket.send_json({"type": "ping"})
    frames += await frames_until(socket, "pong")
    await talk.call("DELETE")
    frames += await frames_until(socket, "erased")
    kinds = {frame["type"] for frame in frames}
    assert kinds >= {"accepted", "typing", "message", "mode", "answer", "error", "pong", "erased"}
    for frame in frames:
        check(named("SocketOut"), frame)
    await socket.close()
