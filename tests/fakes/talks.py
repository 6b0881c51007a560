"""What the fake service remembers and says: conversations that follow a script."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

Json = dict[str, Any]

FLAGS = {"bladder": "cauda_equina", "end my life": "suicidal"}
"""Words that the fake takes for an emergency."""

SCRIPT: Json = yaml.safe_load((Path(__file__).parent / "script.yml").read_text("utf-8"))


@dataclass
class Talk:
    """One conversation: its lines, what was answered, and who listens."""

    token: str
    lines: list[Json] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    step: int = 0
    mode: str = "bot"
    level: str = "undetermined"
    complete: bool = False
    flag: str = ""
    listeners: set[Callable[[Json], None]] = field(default_factory=set)

    def add(self, role: str, body: Json, message_id: str | None = None) -> Json:
        """Append a line and tell it to whoever listens."""
        line: Json = {"seq": len(self.lines) + 1, "role": role, **body}
        if message_id:
            line["message_id"] = message_id
        self.lines.append(line)
        self.tell({"type": "message", **line})
        return line

    def tell(self, frame: Json) -> None:
        """Pass a frame on to every open socket."""
        for listener in tuple(self.listeners):
            listener(frame)

    def assessment(self) -> Json:
        """Enough of an assessment for the widget."""
        flags = [{"id": self.flag, "quote": "", "status": "active"}] if self.flag else []
        return {"urgency": {"level": self.level, "flags": flags}, "complete": self.complete}


class Service:
    """Conversations in memory, kept in a file if one is given, so that a restart loses none."""

    def __init__(self, memory: Path | None) -> None:
        self.memory = memory
        self.talks: dict[str, Talk] = {}
        self.sockets_refused = False
        self.slow = 0.0
        self.telegram = False
        self.feedback: list[Json] = []
        if memory and memory.exists():
            for key, value in json.loads(memory.read_text("utf-8")).items():
                self.talks[key] = Talk(**value)

    def steer(self, wish: Json) -> None:
        """What a test wants: a behaviour, or something said in every conversation."""
        self.sockets_refused = bool(wish.get("sockets_refused", self.sockets_refused))
        self.slow = float(wish.get("slow", self.slow))
        self.telegram = bool(wish.get("telegram", self.telegram))
        for talk in self.talks.values():
            if "mode" in wish:
                talk.mode = wish["mode"]
                talk.tell({"type": "mode", "mode": talk.mode})
            for line in wish.get("lines", []):
                talk.add(line["role"], {key: line[key] for key in line if key != "role"})

    def save(self) -> None:
        """Write everything down."""
        if not self.memory:
            return
        kept = {
            key: {name: value for name, value in vars(talk).items() if name != "listeners"}
            for key, talk in self.talks.items()
        }
        self.memory.write_text(json.dumps(kept), "utf-8")

    def answer(self, talk: Talk, message: Json) -> Json:
        """Answer one message; a repeat gets the same answer."""
        message_id = message.get("message_id") or secrets.token_hex(8)
        if message_id in talk.answers:
            return talk.answers[message_id]
        said = message.get("text") or title_of(talk, message["payload"])
        talk.add("user", {"text": said}, message_id)
        lines = [talk.add("bot", reply, message_id) for reply in self.replies(talk, said)]
        if "person" in said.lower():
            talk.mode = "waiting"
        answer: Json = {
            "message_id": message_id,
            "replies": lines,
            "assessment": talk.assessment(),
            "mode": talk.mode,
        }
        talk.answers[message_id] = answer
        self.save()
        return answer

    def replies(self, talk: Talk, said: str) -> list[Json]:
        """The scripted replies to these words."""
        if talk.mode == "agent":
            return []
        for word, replies in SCRIPT["words"].items():
            if word in said.lower():
                talk.level = "emergency" if word in FLAGS else talk.level
                talk.flag = FLAGS.get(word, talk.flag)
                return list(replies)
        if "mistake" in said.lower():
            talk.level, talk.flag = "routine", ""
        replies = SCRIPT["steps"][min(talk.step, len(SCRIPT["steps"]) - 1)]
        talk.step += 1
        talk.complete = any(reply["kind"] == "summary" for reply in replies) or talk.complete
        return list(replies)


def title_of(talk: Talk, payload: str) -> str:
    """What stood on the button."""
    for line in reversed(talk.lines):
        for button in line.get("buttons", []):
            if button["payload"] == payload:
                return str(button["title"])
    raise problem(422, "This choice was not offered.")


def problem(status: int, detail: str) -> web.HTTPException:
    """A problem answer to raise."""
    kinds: dict[int, type[web.HTTPException]] = {
        401: web.HTTPUnauthorized,
        404: web.HTTPNotFound,
        422: web.HTTPUnprocessableEntity,
        503: web.HTTPServiceUnavailable,
    }
    body = json.dumps({"status": status, "title": "Problem", "detail": detail})
    return kinds[status](text=body, content_type="application/problem+json")
