"""The console API in memory, behind the same protocol, with a clinic's morning in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from bot.console_terminal import wire
from bot.console_terminal.console import Filters
from bot.console_terminal.errors import Away, Refused, SignedOut
from bot.console_terminal.events import Event
from bot.console_terminal.models import Call, Canned, Figures, Heard, Line, Me, Row, Talk, Topic

Json = dict[str, Any]

MORNING = yaml.safe_load((Path(__file__).parent / "desk.yml").read_text("utf-8"))
ANNA = Me(3, "anna", "Anna", "agent", "1-0", ("work",))
SUE = Me(9, "sue", "Sue", "supervisor", "1-0", ("work", "lead"))


@dataclass
class FakeConsole:
    """Keeps what was done to it; `broken` makes the next calls fail."""

    done: list[tuple[str, ...]] = field(default_factory=list)
    broken: Exception | None = None
    signed_in: bool = False
    me: Me = ANNA
    seq: int = 100
    streams: list[tuple[str, str]] = field(default_factory=list)
    data: Json = field(default_factory=lambda: MORNING)

    def __post_init__(self) -> None:
        self.rows = {one["id"]: wire.row(one) for one in self.data["rows"]}
        self.talks = {one["row"]["id"]: wire.talk(one) for one in self.data["talks"]}
        self._queues: list[asyncio.Queue[Event | Exception]] = []

    def tell(self, name: str, **data: Any) -> None:
        """Let an event happen."""
        self.seq += 1
        self._pass_on(Event(name, data, f"1-{self.seq}"))

    def break_streams(self) -> None:
        """The network is gone."""
        self._pass_on(Away("no_server", url="http://clinic.example"))

    def _pass_on(self, one: Event | Exception) -> None:
        for queue in self._queues:
            queue.put_nowait(one)

    def _did(self, *what: str) -> None:
        if self.broken:
            raise self.broken
        self.done.append(what)

    def _holder(self, conversation: str) -> None:
        agent = self.talks[conversation].row.agent
        if agent is None or agent.id != ANNA.id:
            raise Refused("Claim the conversation first.", "not_yours")

    async def look(self) -> None:
        if self.broken:
            raise self.broken

    async def sign_in(self, name: str, password: str) -> Me:
        if password != "right":
            raise Refused("The name or the password is not right.", "wrong_login")
        self.signed_in, self.broken = True, None
        return self.me

    async def sign_out(self) -> None:
        self._did("sign_out")

    async def queue(self, filters: Filters) -> Sequence[Row]:
        self._did("queue", *(value for value in filters.values() if value))
        return [row for row in self.rows.values() if filters["q"].lower() in row.last.lower()]

    async def talk(self, conversation: str) -> Talk:
        self._did("view", conversation)
        return self.talks[conversation]

    async def claim(self, conversation: str) -> Row:
        row = self.talks[conversation].row
        if row.agent and row.agent.id != ANNA.id:
            raise Refused(f"{row.agent.name} holds this conversation.", "held_by_other")
        self._did("claim", conversation)
        return self._held(conversation, True)

    async def release(self, conversation: str) -> Row:
        self._did("release", conversation)
        return self._held(conversation, False)

    def _held(self, conversation: str, held: bool) -> Row:
        agent = wire.person({"id": ANNA.id, "name": ANNA.display}) if held else None
        talk = self.talks[conversation]
        row = replace(talk.row, agent=agent, mode="agent" if held else "bot", waiting_since=None)
        self.talks[conversation] = replace(talk, row=row)
        self.rows[conversation] = row
        return row

    async def say(self, conversation: str, text: str, message_id: str) -> Line:
        self._did("say", conversation, text, message_id)
        self._holder(conversation)
        return Line("90", "agent", text, 1795770300.0, "message", ANNA.display, message_id)

    async def typing(self, conversation: str, on: bool) -> None:
        self._did("typing", conversation, str(on))

    async def note(self, conversation: str, text: str) -> Line:
        self._did("note", conversation, text)
        by = {"id": ANNA.id, "name": ANNA.display}
        kept = {"id": 9, "text": text, "at": "2026-11-27T09:25:00.000Z", "by": by}
        self.tell("note", id=conversation, note=kept)
        return wire.note(kept)

    async def misread(self, conversation: str, message_id: str) -> None:
        self._did("misread", conversation, message_id)

    async def correct(self, conversation: str, topic: Topic, status: str) -> None:
        self._did("correct", conversation, topic.about, topic.id, status)

    async def canned(self, conversation: str) -> Sequence[Canned]:
        return wire.canned(self.data)

    async def topics(self) -> Sequence[Topic]:
        return wire.topics(self.data)

    async def summary(self, conversation: str) -> str:
        self._did("summary", conversation)
        return str(self.data["summary"])

    async def summary_pdf(self, conversation: str) -> bytes:
        self._did("pdf", conversation)
        return b"%PDF-1.4\n%%EOF\n"

    async def figures(self, days: int) -> Figures:
        self._lead()
        self._did("figures", str(days))
        return replace(wire.figures(self.data["figures"]), days=days)

    async def figures_csv(self, days: int) -> bytes:
        self._lead()
        self._did("figures_csv", str(days))
        return b"measure,key,value\r\nconversations,,120\r\n"

    def _lead(self) -> None:
        if "lead" not in self.me.rights:
            raise Refused("Your role does not allow this. Please ask a supervisor.", "not_allowed")

    async def begin_call(self, call: Call) -> Talk:
        self._did("begin_call", call.caller, call.relation, call.callback)
        talk = self.talks["call"] = replace(self.talks["call"], call=call)
        self.rows["call"] = talk.row
        return talk

    async def hear(self, conversation: str, said: dict[str, str], message_id: str) -> Heard:
        self._did("hear", conversation, *said.values())
        words = " ".join(said.values())
        key = next((key for key in self.data["heard"] if key in words), "other")
        return wire.heard(self.data["heard"][key])

    async def end_call(self, conversation: str) -> None:
        self._did("end_call", conversation)

    async def news(self, conversation: str, after: str) -> AsyncGenerator[Event, None]:
        self.streams.append((conversation, after))
        if isinstance(self.broken, SignedOut | Away):
            raise self.broken
        queue: asyncio.Queue[Event | Exception] = asyncio.Queue()
        self._queues.append(queue)
        try:
            yield Event("open", {})
            while True:
                one = await queue.get()
                if isinstance(one, Exception):
                    raise one
                yield one
        finally:
            self._queues.remove(queue)

    async def close(self) -> None:
        self.done.append(("close",))
