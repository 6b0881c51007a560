"""HTTP against a server that answers as the service, a proxy or something else would."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.console_terminal.client import Client
from bot.console_terminal.errors import Away, ConsoleError, Refused, SignedOut
from bot.console_terminal.transport import address_of
from bot.console_terminal.words import sentence

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[Client]]

ME = {"user": {"id": 3, "name": "anna", "display": "Anna", "role": "agent"}, "event_id": "1-0"}


def problem(status: int, code: str, detail: str = "Do this.") -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        body = {"status": status, "code": code, "detail": detail}
        return web.json_response(body, status=status, content_type="application/problem+json")

    return answer


def page(status: int) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text="<html>nginx</html>", content_type="text/html")

    return answer


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """A client of a server that answers everything in one way."""
    running: list[tuple[TestServer, Client]] = []

    async def started(handler: Handler) -> Client:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        server = TestServer(app)
        await server.start_server()
        running.append((server, Client(str(server.make_url("/")))))
        return running[-1][1]

    yield started
    for server, client in running:
        await client.close()
        await server.close()


ANSWERS: list[tuple[str, Handler, type[ConsoleError]]] = [
    ("the session is over", problem(401, "login_needed"), SignedOut),
    ("somebody else holds it", problem(409, "held_by_other"), Refused),
    ("the service is closing", problem(503, "closing"), Refused),
    ("a proxy without a service", page(502), Away),
    ("an error that is no problem", page(500), ConsoleError),
    ("another page", page(200), ConsoleError),
]


@pytest.mark.parametrize(
    ("handler", "kind"), [case[1:] for case in ANSWERS], ids=[case[0] for case in ANSWERS]
)
async def test_every_trouble_is_typed(
    serve: Serve, handler: Handler, kind: type[ConsoleError]
) -> None:
    client = await serve(handler)
    with pytest.raises(ConsoleError) as caught:
        await client.talk("abc")
    assert type(caught.value) is kind
    assert sentence(caught.value).endswith(".")


async def test_the_services_own_sentence_is_shown(serve: Serve) -> None:
    client = await serve(problem(409, "held_by_other", "Ben holds this conversation."))
    with pytest.raises(Refused) as caught:
        await client.claim("abc")
    assert sentence(caught.value) == "Ben holds this conversation."
    assert caught.value.why == "held_by_other"


async def test_nobody_listening_is_told_with_the_address() -> None:
    client = Client("127.0.0.1:9")
    with pytest.raises(Away) as caught:
        await client.queue({})
    await client.close()
    assert "http://127.0.0.1:9" in sentence(caught.value)


async def test_the_token_travels_in_the_header_and_is_forgotten_in_the_end(serve: Serve) -> None:
    seen: list[tuple[str, str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append((request.method, request.path_qs, request.headers.get("Authorization", "")))
        if request.method == "DELETE":
            return web.Response(status=204)
        return web.json_response({**ME, "token": "T", "rows": []}, status=201)

    client = await serve(answer)
    await client.sign_in("anna", "secret")
    await client.queue({"tab": "mine", "q": "", "urgency": "", "channel": "web"})
    await client.sign_out()
    await client.queue({})
    assert seen == [
        ("POST", "/api/v1/console/session", ""),
        ("GET", "/api/v1/console/queue?tab=mine&channel=web", "Bearer T"),
        ("DELETE", "/api/v1/console/session", "Bearer T"),
        ("GET", "/api/v1/console/queue", ""),
    ]


async def test_news_come_one_by_one_and_an_end_is_an_end(serve: Serve) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.query == {"conversation": "abc", "after": "1-4"}
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b': hello\n\nid: 1-5\nevent: gone\ndata: {"id": "x"}\n\n')
        return response

    client = await serve(answer)
    events = [event async for event in client.news("abc", "1-4")]
    assert [(event.name, event.id) for event in events] == [("open", ""), ("gone", "1-5")]


async def test_a_stream_for_which_one_is_signed_out_says_so(serve: Serve) -> None:
    client = await serve(problem(401, "login_needed"))
    with pytest.raises(SignedOut):
        await anext(client.news("", ""))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://clinic.example/console/", "https://clinic.example"),
        ("clinic.example:8080", "http://clinic.example:8080"),
    ],
)
def test_an_address_is_read_generously(url: str, address: str) -> None:
    assert address_of(url) == address


@pytest.mark.parametrize("url", ["", "ftp://clinic.example", "http://"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(ConsoleError) as caught:
        address_of(url)
    assert sentence(caught.value)
