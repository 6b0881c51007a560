"""A small service that speaks the public API from a script, for the widget's tests and pictures."""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import WSMsgType, web

from bot.embedding import LAUNCHER
from tests.fakes.talks import SCRIPT, Service, Talk, problem

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
LONGEST = 4000
CLINIC = "http://clinic.example"
"""The only foreign site that may use the fake."""
CSP = (
    f"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: {CLINIC}; "
    "connect-src 'self' ws:; frame-src 'self'; object-src 'none'; base-uri 'none'"
)

SERVICE: web.AppKey[Service] = web.AppKey("service", Service)


def talk_of(request: web.Request) -> Talk:
    """The conversation that the address and the token name."""
    talk = request.app[SERVICE].talks.get(request.match_info["id"])
    if talk is None or request.headers.get("Authorization") != f"Bearer {talk.token}":
        raise problem(404, SCRIPT["gone"])
    return talk


async def clinic(request: web.Request) -> web.Response:
    """`GET /clinic`."""
    return web.json_response({**SCRIPT["clinic"], "telegram": request.app[SERVICE].telegram})


async def telegram(request: web.Request) -> web.Response:
    """`POST …/telegram`: a link with a token, or none while there is no bot."""
    talk_of(request)
    if not request.app[SERVICE].telegram:
        raise problem(503, SCRIPT["no_telegram"])
    url = f"https://t.me/back_tremor_bot?start={secrets.token_urlsafe(24)}"
    return web.json_response({"url": url, "expires_in": 900}, status=201)


async def create(request: web.Request) -> web.Response:
    """`POST /conversations`."""
    service = request.app[SERVICE]
    key, talk = secrets.token_hex(8), Talk(secrets.token_hex(16))
    service.talks[key] = talk
    replies = [talk.add("bot", reply) for reply in SCRIPT["greeting"]]
    service.save()
    body = {"id": key, "token": talk.token, "replies": replies, "mode": "bot"}
    return web.json_response(body, status=201)


async def send(request: web.Request) -> web.Response:
    """`POST /conversations/{id}/messages`."""
    message = await request.json()
    if len(message.get("text") or "") > LONGEST:
        raise problem(422, SCRIPT["too_long"])
    await asyncio.sleep(request.app[SERVICE].slow)
    return web.json_response(request.app[SERVICE].answer(talk_of(request), message))


async def conversation(request: web.Request) -> web.Response:
    """`GET /conversations/{id}` and its pages."""
    talk = talk_of(request)
    after = int(request.query.get("after", 0))
    lines = [line for line in talk.lines if line["seq"] > after]
    body = {"mode": talk.mode, "messages": lines, "assessment": talk.assessment()}
    return web.json_response(body)


async def summary(request: web.Request) -> web.Response:
    """`GET …/summary` in the wanted form."""
    talk_of(request)
    kind = request.headers.get("Accept", "text/plain")
    if kind == "application/pdf":
        return web.Response(body=b"%PDF-1.4\n%%EOF\n", content_type=kind)
    return web.Response(text=SCRIPT["summary_text"], content_type=kind)


async def handoff(request: web.Request) -> web.Response:
    """`POST …/handoff`: an agent joins at once."""
    talk = talk_of(request)
    talk.mode = "agent"
    talk.tell({"type": "mode", "mode": "agent"})
    agent = SCRIPT["agent"]
    talk.add("system", {"event": "agent_joined", "name": agent["name"]})
    talk.add("agent", {"kind": "message", "name": agent["name"], "text": agent["text"]})
    return web.json_response({"mode": "agent"})


async def feedback(request: web.Request) -> web.Response:
    """`POST …/feedback`."""
    talk_of(request)
    request.app[SERVICE].feedback.append(await request.json())
    return web.Response(status=204)


async def erase(request: web.Request) -> web.Response:
    """`DELETE /conversations/{id}`."""
    talk_of(request)
    del request.app[SERVICE].talks[request.match_info["id"]]
    return web.Response(status=204)


async def socket(request: web.Request) -> web.StreamResponse:
    """`GET /ws`: the first frame names the conversation, the others are messages."""
    service = request.app[SERVICE]
    if service.sockets_refused:
        raise web.HTTPServiceUnavailable
    stream = web.WebSocketResponse(heartbeat=20)
    await stream.prepare(request)
    hello = await stream.receive_json()
    talk = service.talks.get(hello.get("id", ""))
    if talk is None or hello.get("token") != talk.token:
        await stream.close(code=4401)
        return stream
    await serve(stream, service, talk, hello.get("after", 0))
    return stream


async def serve(stream: web.WebSocketResponse, service: Service, talk: Talk, after: int) -> None:
    """Tell what was missed, then carry lines and messages until the socket closes."""
    frames: asyncio.Queue[Json] = asyncio.Queue()
    frames.put_nowait({"type": "ready", "mode": talk.mode, "last_seq": len(talk.lines)})
    for line in talk.lines[after:]:
        frames.put_nowait({"type": "message", **line})
    talk.listeners.add(frames.put_nowait)
    pump = asyncio.create_task(send_all(stream, frames))
    try:
        async for message in stream:
            if message.type is WSMsgType.TEXT:
                if json.loads(message.data).get("type") == "ping":
                    frames.put_nowait({"type": "pong"})
                    continue
                await asyncio.sleep(service.slow)
                frames.put_nowait(take(service, talk, json.loads(message.data)))
    finally:
        talk.listeners.discard(frames.put_nowait)
        pump.cancel()


async def send_all(stream: web.WebSocketResponse, frames: asyncio.Queue[Json]) -> None:
    """Send whatever is put into the queue."""
    while True:
        await stream.send_json(await frames.get())


def take(service: Service, talk: Talk, frame: Json) -> Json:
    """Answer one frame; its lines have gone out before."""
    if len(frame.get("text") or "") > LONGEST:
        trouble = {"status": 422, "title": "Too long", "detail": SCRIPT["too_long"]}
        return {"type": "error", "problem": trouble, "message_id": frame.get("message_id")}
    return {"type": "answer", **service.answer(talk, frame)}


async def demo(request: web.Request) -> web.Response:
    """The clinic's page."""
    environment = jinja2.Environment(autoescape=True)
    template = environment.from_string((ROOT / "bot/templates/demo.html").read_text("utf-8"))
    page = template.render(clinic_name="", clinic_phone="", emergency_number="112")
    return web.Response(text=page, content_type="text/html")


async def launcher(request: web.Request) -> web.Response:
    """The one file that a clinic's page names."""
    return web.Response(body=LAUNCHER.read(), content_type="text/javascript")


async def control(request: web.Request) -> web.Response:
    """Tests steer the fake; answers with what it has heard.

    `sockets_refused`, `slow` (seconds an answer takes), `telegram` (there is a bot), `mode`,
    `lines` (said in every talk).
    """
    service = request.app[SERVICE]
    if request.can_read_body:
        service.steer(await request.json())
    talks = {key: talk.lines for key, talk in service.talks.items()}
    return web.json_response({"feedback": service.feedback, "talks": talks})


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """The policy that the real service sends."""
    response.headers["Content-Security-Policy"] = CSP
    if request.headers.get("Origin") == CLINIC:
        response.headers["Access-Control-Allow-Origin"] = CLINIC


def make_app(memory: Path | None = None) -> web.Application:
    """The fake, ready to be run."""
    app = web.Application()
    app[SERVICE] = Service(memory)
    base = "/api/v1/conversations"
    app.router.add_post(base, create)
    app.router.add_get("/api/v1/ws", socket)
    app.router.add_get("/api/v1/clinic", clinic)
    app.router.add_get(base + "/{id}", conversation)
    app.router.add_delete(base + "/{id}", erase)
    app.router.add_get(base + "/{id}/messages", conversation)
    app.router.add_post(base + "/{id}/messages", send)
    app.router.add_get(base + "/{id}/summary", summary)
    app.router.add_post(base + "/{id}/handoff", handoff)
    app.router.add_post(base + "/{id}/feedback", feedback)
    app.router.add_post(base + "/{id}/telegram", telegram)
    app.router.add_get("/", demo)
    app.router.add_get("/widget.js", launcher)
    app.router.add_route("*", "/control", control)
    app.router.add_static("/static", ROOT / "bot/static")
    app.on_response_prepare.append(protect)
    return app


def main() -> None:
    """`python -m tests.fakes.service --port 9000 [--memory FILE]`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument("--memory", type=Path)
    options = parser.parse_args()
    app = make_app(options.memory)
    web.run_app(app, host="127.0.0.1", port=options.port, print=None, shutdown_timeout=0.2)


if __name__ == "__main__":
    main()
