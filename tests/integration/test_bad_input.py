"""Bad input at every entry: a clear problem or a kind sentence, and the conversation goes on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.fakes.client import API, PATIENCE, Talk, begin, frames_until

ACUTE = "\u0301"


@dataclass(frozen=True)
class Text:
    """A text, what it is to be answered with, and how it then stands in the transcript."""

    name: str
    text: str
    status: int = 200
    kept: str | None = None


TEXTS = [
    Text("empty", "", 422),
    Text("blanks", " \t\n\u3000\u00a0 ", 422),
    Text("only what is dropped", "\u0000\u202e\u200b\ud800", 422),
    Text("100 KB", "back " * 20_480, 413),
    Text("4,001 characters", "a" * 4001, 413),
    Text("4,000 characters", "a" * 4000, 200, "a" * 4000),
    Text("4,000 characters of four bytes", "\U0001f600" * 4000, 200, "\U0001f600" * 4000),
    Text("5,000 repeats of a word", "pain " * 5000, 413),
    Text("NUL inside", "my\u0000 back", 200, "my back"),
    Text("lone surrogate", "my \ud83d back", 200, "my  back"),
    Text("zalgo", "b" + ACUTE * 50 + "ack", 200, "b" + ACUTE * 4 + "ack"),
    Text("decomposed", "e" + ACUTE, 200, "\u00e9"),
    Text("right to left", "\u0627\u0644\u0638\u0647\u0631", 200, "\u0627\u0644\u0638\u0647\u0631"),
    Text("direction turned", "abc\u202egnp.exe", 200, "abcgnp.exe"),
    Text("only emoji", "\U0001f469\u200d\u2695\ufe0f", 200, "\U0001f469\u200d\u2695\ufe0f"),
    Text("an intent", "/affirm", 200, "/affirm"),
    Text("an intent with entities", '/inform{"finding": "numbness"}', 200),
    Text("an intent behind blanks", " \u001f\u3000/restart", 200, "/restart"),
    Text("an intent behind a byte order mark", "\ufeff/restart", 200, "/restart"),
    Text("nested intent", "/inform" + '{"a":[' * 500, 200),
    Text("HTML", "<script>alert(1)</script><img src=x onerror=alert(2)>", 200),
    Text("SQL", "'; DROP TABLE conversations; --", 200, "'; DROP TABLE conversations; --"),
    Text("slot braces", "{name} {0} {{7*7}} %s ${x}", 200, "{name} {0} {{7*7}} %s ${x}"),
    Text("CRLF", "one\r\ntwo\rthree", 200, "one\ntwo\nthree"),
    Text("line separator", "one\u2028two", 200, "one\ntwo"),
]


@pytest.fixture
async def talk(session: aiohttp.ClientSession) -> Talk:
    return await begin(session)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
async def test_texts_over_http(talk: Talk, case: Text) -> None:
    status, answer = await talk.call("POST", "/messages", json={"text": case.text})
    assert status == case.status
    _is_kind(status, answer)
    if status == 200:
        said = next(line for line in await talk.lines() if line["role"] == "user")["text"]
        assert said == (case.text if case.kept is None else case.kept)
    await _goes_on(talk)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
async def test_texts_over_the_socket(talk: Talk, case: Text) -> None:
    socket = await talk.socket()
    frame = json.dumps({"type": "message", "text": case.text, "message_id": "m"})
    if len(frame) > 64 * 1024:
        await socket.send_str(frame)
        assert (await socket.receive(PATIENCE)).data == 1009
    else:
        await socket.send_str(frame)
        kind = "answer" if case.status == 200 else "error"
        last = (await frames_until(socket, kind))[-1]
        assert last["message_id"] == "m"
        if kind == "error":
            assert last["problem"]["status"] == case.status
            _is_kind(case.status, last["problem"])
    await socket.close()
    await _goes_on(talk)


BODIES: list[tuple[str, bytes, int]] = [
    ("no JSON", b"my back", 400),
    ("binary", bytes(range(256)), 400),
    ("invalid UTF-8", b'{"text": "\xff\xfe"}', 400),
    ("overlong UTF-8", b'{"text": "\xc0\x80"}', 400),
    ("a surrogate in UTF-8", b'{"text": "\xed\xa0\x80"}', 400),
    ("a raw NUL", b'{"text": "a\x00b"}', 400),
    ("UTF-16", '{"text": "a"}'.encode("utf-16"), 400),
    ("cut off", b'{"text": "my back', 400),
    ("a list", b'["text"]', 400),
    ("a string", b'"text"', 400),
    ("null", b"null", 400),
    ("NaN", b'{"text": NaN}', 400),
    ("deep", b"[" * 50_000, 400),
    ("deep inside", b'{"text": "a", "x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", 400),
    ("nothing", b"", 422),
    ("an empty object", b"{}", 422),
    ("text and payload", b'{"text": "a", "payload": "/human"}', 422),
    ("text of another type", b'{"text": 5}', 422),
    ("text as a list", b'{"text": ["a"]}', 422),
    ("payload of another type", b'{"payload": {"a": 1}}', 422),
    ("an empty payload", b'{"payload": ""}', 422),
    ("a payload never offered", b'{"payload": "/restart"}', 422),
    ("a payload made up", b'{"payload": "/answer{\\"question\\":\\"age\\"}"}', 422),
    ("a payload with a NUL", b'{"payload": "/human\\u0000"}', 422),
    ("a payload with blanks", b'{"payload": " /human"}', 422),
    ("a huge payload", b'{"payload": "/' + b"x" * 5000 + b'"}', 422),
    ("a huge number", b'{"text": ' + b"9" * 6000 + b"}", 400),
    ("message_id of another type", b'{"text": "a", "message_id": 5}', 422),
    ("message_id empty", b'{"text": "a", "message_id": ""}', 422),
    ("message_id too long", b'{"text": "a", "message_id": "' + b"x" * 65 + b'"}', 422),
    ("message_id of the greeting", b'{"text": "a", "message_id": "/start"}', 422),
    ("message_id with a line end", b'{"text": "a", "message_id": "a\\n"}', 422),
    ("10 MB", b'{"text": "' + b"x" * 10_000_000 + b'"}', 413),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), [b[1:] for b in BODIES], ids=[b[0] for b in BODIES])
async def test_bodies_over_http(talk: Talk, body: bytes, status: int) -> None:
    given, answer = await talk.call("POST", "/messages", data=body)
    assert given == status
    _is_kind(given, answer)
    await _goes_on(talk)


FRAMES = [
    (name, text)
    for name, body, _ in BODIES
    if len(body) < 60_000 and (text := body.decode(errors="ignore")).encode() == body
]


@pytest.mark.parametrize("text", [f[1] for f in FRAMES], ids=[f[0] for f in FRAMES])
async def test_frames_over_the_socket(talk: Talk, text: str) -> None:
    socket = await talk.socket()
    await socket.send_str(text)
    last = (await frames_until(socket, "error"))[-1]
    assert last["problem"]["detail"]
    await socket.send_json({"type": "message", "text": "still there?"})
    assert (await frames_until(socket, "answer"))[-1]["replies"]
    await socket.close()


@pytest.mark.parametrize("first", ["", "x", "[]", "{}", '{"id": 1, "token": 2}', '{"id": "x"}'])
async def test_a_first_frame_without_credentials_closes(
    session: aiohttp.ClientSession, first: str
) -> None:
    socket = await session.ws_connect(f"{API}/ws")
    await socket.send_str(first)
    assert (await socket.receive_json(timeout=PATIENCE))["type"] == "error"
    assert (await socket.receive(PATIENCE)).data == 4401


async def test_a_bad_place_to_resume_from_is_refused(talk: Talk) -> None:
    socket = await talk.session.ws_connect(f"{API}/ws")
    await socket.send_json({"id": talk.id, "token": talk.token, "after": "x"})
    assert (await socket.receive_json(timeout=PATIENCE))["problem"]["status"] == 422
    await socket.close()


async def test_binary_frames_close_the_socket_and_nothing_else(talk: Talk) -> None:
    socket = await talk.socket()
    await socket.send_bytes(b"\x00\x01")
    assert (await socket.receive(PATIENCE)).data == 1003
    await _goes_on(talk)


async def test_a_text_frame_that_is_not_utf8_closes_the_socket(talk: Talk) -> None:
    socket = await talk.socket()
    await socket._writer.send_frame(b"\xff\xfe", aiohttp.WSMsgType.TEXT)
    closed = await socket.receive(PATIENCE)
    assert closed.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
    await _goes_on(talk)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/api/v2/conversations", 404),
        ("GET", f"{API}/conversations", 405),
        ("PUT", f"{API}/conversations", 405),
        ("POST", "/healthz", 405),
        ("GET", "/static/../settings.py", 404),
        ("GET", "/static/%2e%2e/settings.py", 404),
        ("GET", "/static/..%2f..%2f.env", 404),
        ("GET", "/static//etc/passwd", 404),
        ("GET", "/static/widget", 404),
        ("GET", "/static/%00", 404),
        ("GET", "/metrics", 404),
        ("GET", f"{API}/ws", 400),
    ],
)
async def test_wrong_addresses_are_problems_too(
    session: aiohttp.ClientSession, method: str, path: str, status: int
) -> None:
    from yarl import URL

    url = URL(str(session._base_url).rstrip("/") + path, encoded=True)
    async with aiohttp.ClientSession() as plain, plain.request(method, url) as answer:
        assert answer.status == status
        assert answer.content_type == "application/problem+json"
        _is_kind(status, await answer.json())


def _is_kind(status: int, answer: Any) -> None:
    if status == 200:
        assert answer["replies"]
        return
    assert answer["status"] == status
    assert answer["title"]
    assert answer["detail"].endswith((".", "}"))
    assert "Traceback" not in json.dumps(answer)


async def _goes_on(talk: Talk) -> None:
    assert (await talk.say("and now?"))["replies"][0]["text"] == "You said: and now?"
