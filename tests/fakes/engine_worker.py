"""A worker that speaks the wire contract without understanding anything.

Words in a message make it misbehave:
  CRASH       ends the process at once          CRASHONCE   ends it, but only the first time
  HANG        blocks the whole process          SLOW        answers after half a second
  GARBAGE     answers with something unreadable EMPTY       answers without any reply
  FAIL        answers 500                       FAILONCE    answers 500 the first time
  HUMAN       asks for a person                 FORGETME    asks for everything to be erased
  ALARM       is answered as an emergency       LONG        is answered at great length
  ABOUT       is answered with whom the call is about
  BRIEF       is answered by one reply, not two
  RESULT      is answered with buttons that offer more
  PAIN        tells of pain                     UNCLEAR     is not understood, and has odd words
Every turn it really carries out is a line in DATA/effects.log, so a test can count them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from aiohttp import web

Json = dict[str, Any]

ASSESSMENT: Json = {
    "classification": {"activation": "unclear", "course": "unclear", "duration_days": None},
    "findings": [],
    "unmatched": [],
    "urgency": {"level": "undetermined", "flags": []},
    "candidates": [],
    "specialists": [],
    "tests": [],
    "next_question": "onset",
    "complete": False,
    "handling": "in_scope",
}
BUTTONS = [
    {"title": "Suddenly", "payload": '/answer{"question":"onset","choice":"sudden"}'},
    {"title": "Talk to a person", "payload": "/human"},
]


OFFERS = [
    {"title": "Why this result?", "payload": "/why_result"},
    {"title": "Summary for the doctor", "payload": "/summary"},
]


class Store:
    """Answers by conversation and message id, in files, so that they outlive a crash."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "fake-engine"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.effects = data / "effects.log"

    def path(self, conversation: str, message: str) -> Path:
        return self.folder / f"{conversation}.{message.strip('/')}.json"

    def answer(self, conversation: str, message: str) -> Json | None:
        path = self.path(conversation, message)
        return json.loads(path.read_text()) if path.exists() else None

    def learn(self, conversation: str, news: list[Json]) -> list[Json]:
        """The conversation's ledger with these in it."""
        path = self.folder / f"{conversation}.ledger"
        ledger = [*(json.loads(path.read_text()) if path.exists() else []), *news]
        if news:
            path.write_text(json.dumps(ledger))
        return ledger

    def keep(self, conversation: str, message: str, answer: Json) -> None:
        path = self.path(conversation, message)
        partial = path.with_suffix(".new")
        partial.write_text(json.dumps(answer))
        partial.rename(path)
        with self.effects.open("a") as effects:
            effects.write(f"{conversation} {message}\n")

    def first_time(self, conversation: str, message: str) -> bool:
        mark = self.path(conversation, message).with_suffix(".seen")
        if mark.exists():
            return False
        mark.touch()
        return True

    def erase(self, conversation: str) -> None:
        for path in self.folder.glob(f"{conversation}.*"):
            path.unlink()


def reply(text: str, kind: str = "question") -> Json:
    return {"kind": kind, "text": text, "buttons": BUTTONS, "question_id": "onset"}


def replies(said: str, about: str) -> list[Json]:
    if "ABOUT" in said:
        return [{"kind": "message", "text": f"about: {about}", "buttons": []}]
    if "ALARM" in said:
        return [{"kind": "emergency", "text": f"**Call 112 now.** {said}", "buttons": []}]
    if "RESULT" in said:
        return [{"kind": "summary", "text": "**How soon:** soon.", "buttons": OFFERS}]
    length = 300 if "LONG" in said else 1
    if "BRIEF" in said:
        return [reply(f"You said: {said}")]
    return [reply(" ".join([f"You said: {said}"] * length), "question"), reply("How did it begin?")]


async def misbehave(store: Store, turn: Json) -> web.Response | None:
    said = turn["text"] or ""
    new = store.first_time(turn["conversation"], turn["message_id"])
    if "CRASHONCE" in said and not new:
        return None
    if "CRASH" in said:
        os._exit(7)
    if "HANG" in said:
        time.sleep(600)  # noqa: ASYNC251 - the whole process is to hang
    if "SLOW" in said:
        await asyncio.sleep(0.5)
    if "GARBAGE" in said:
        return web.Response(body=b"\xff\x00<html>Internal Error", content_type="text/html")
    if "FAILONCE" in said and not new:
        return None
    if "FAIL" in said:
        return web.json_response({"error": "it did not happen"}, status=500)
    if "EMPTY" in said:
        return web.json_response({"replies": [], "assessment": ASSESSMENT})
    return None


async def turn(request: web.Request) -> web.Response:
    store: Store = request.app[STORE]
    body = await request.json()
    stored = store.answer(body["conversation"], body["message_id"])
    if stored is None:
        bad = await misbehave(store, body)
        if bad is not None:
            return bad
        said = body["text"] or body["payload"]
        news = news_of(said)
        stored = {
            "replies": [] if body.get("listen") else replies(said, body["about"]),
            "assessment": assess(store.learn(body["conversation"], news)),
            "handoff": "HUMAN" in said,
            "ended": False,
            "erase": "FORGETME" in said,
            "understanding": {
                "intent": "nlu_fallback" if "UNCLEAR" in said else "inform",
                "confidence": 0.9,
                "handling": "in_scope",
                "findings": news,
            },
        }
        store.keep(body["conversation"], body["message_id"], stored)
    return web.json_response(stored)


def news_of(said: str) -> list[Json]:
    found = []
    if "PAIN" in said:
        found.append(evidence("finding", "pain", said))
    if "ALARM" in said:
        found.append(evidence("flag", "cauda_equina", said))
    if "UNCLEAR" in said:
        found.append(evidence("unmatched", "zapping", said))
    return found


def evidence(about: str, value: str, quote: str) -> Json:
    told = {"subject": "self", "time": "current", "origin": "volunteered", "turn": 1}
    return {"about": about, "value": value, "status": "present", "quote": quote, **told}


def assess(ledger: list[Json]) -> Json:
    """What the last word on each thing makes of findings and urgency."""
    latest = {(item["about"], item["value"]): item for item in ledger}
    flags = [item for (about, _), item in latest.items() if about == "flag"]
    active = [item for item in flags if item["status"] == "present"]
    return {
        **ASSESSMENT,
        "findings": [finding(one) for (about, _), one in latest.items() if about == "finding"],
        "urgency": {
            "level": "emergency" if active else "undetermined",
            "flags": [
                {
                    "id": item["value"],
                    "quote": item["quote"],
                    "level": "emergency",
                    "status": "active" if item in active else "retracted",
                }
                for item in flags
            ],
        },
    }


def finding(item: Json) -> Json:
    kept = {name: item[name] for name in ("status", "subject", "time", "turn", "quote")}
    by_agent = item["origin"] == "agent"
    who = {"origin": "volunteered", **({"by": "agent"} if by_agent else {})}
    return {"id": item["value"], "kind": "symptom", **kept, **who}


async def correct(request: web.Request) -> web.Response:
    store: Store = request.app[STORE]
    body = await request.json()
    by_hand = {**evidence("", "", ""), **body["evidence"], "origin": "agent"}
    ledger = store.learn(body["conversation"], [by_hand])
    return web.json_response({"assessment": assess(ledger)})


async def summary(request: web.Request) -> web.Response:
    await request.json()
    path = Path(__file__).parent / "summary.json"
    return web.json_response(json.loads(path.read_text()))


async def erase(request: web.Request) -> web.Response:
    request.app[STORE].erase((await request.json())["conversation"])
    return web.Response(status=204)


async def ready(_request: web.Request) -> web.Response:
    return web.json_response({"ready": True, "model": "fake-model", "content": "fake-content"})


STORE = web.AppKey("store", Store)


async def main(socket: str, data: Path, start_seconds: float) -> None:
    await asyncio.sleep(start_seconds)
    app = web.Application()
    app[STORE] = Store(data)
    app.add_routes(
        [
            web.post("/turn", turn),
            web.post("/correct", correct),
            web.post("/summary", summary),
            web.post("/erase", erase),
            web.get("/ready", ready),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.UnixSite(runner, socket).start()
    print(json.dumps({"event": "ready"}), flush=True)  # noqa: T201 - the wire contract
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", required=True)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--start-seconds", type=float, default=0)
    arguments = parser.parse_args()
    asyncio.run(main(arguments.socket, arguments.data, arguments.start_seconds))
