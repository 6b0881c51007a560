"""The console API, call by call (docs/console-api.md); implements `Console`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from bot.console_terminal import wire
from bot.console_terminal.console import Filters
from bot.console_terminal.errors import SignedOut
from bot.console_terminal.events import Event
from bot.console_terminal.models import Call, Canned, Figures, Heard, Line, Me, Row, Talk, Topic
from bot.console_terminal.transport import Transport


class Client:
    """One agent's session."""

    def __init__(self, url: str) -> None:
        self._transport = Transport(url)
        self._json = self._transport.json

    async def look(self) -> None:
        """Only `login_needed` means that all is well."""
        try:
            await self._json("GET", "session")
        except SignedOut:
            return

    async def sign_in(self, name: str, password: str) -> Me:
        """`POST /session`."""
        body = {"name": name, "password": password, "client": "terminal"}
        me, token = wire.session(await self._json("POST", "session", body))
        self._transport.token = token
        return me

    async def sign_out(self) -> None:
        """`DELETE /session`."""
        try:
            await self._json("DELETE", "session")
        finally:
            self._transport.token = ""

    async def queue(self, filters: Filters) -> Sequence[Row]:
        """`GET /queue`."""
        return wire.rows(await self._json("GET", "queue", query=filters))

    async def talk(self, conversation: str) -> Talk:
        """`GET /conversations/{id}`."""
        return wire.talk(await self._json("GET", f"conversations/{conversation}"))

    async def claim(self, conversation: str) -> Row:
        """`POST …/claim`."""
        return wire.part(await self._post(conversation, "claim"), "row", wire.row)

    async def release(self, conversation: str) -> Row:
        """`POST …/release`."""
        return wire.part(await self._post(conversation, "release"), "row", wire.row)

    async def say(self, conversation: str, text: str, message_id: str) -> Line:
        """`POST …/messages`."""
        answer = await self._post(conversation, "messages", text=text, message_id=message_id)
        return wire.part(answer, "line", wire.line)

    async def typing(self, conversation: str, on: bool) -> None:
        """`POST …/typing`."""
        await self._post(conversation, "typing", on=on)

    async def note(self, conversation: str, text: str) -> Line:
        """`POST …/notes`."""
        return wire.part(await self._post(conversation, "notes", text=text), "note", wire.note)

    async def misread(self, conversation: str, message_id: str) -> None:
        """`POST …/misread`."""
        await self._post(conversation, "misread", message_id=message_id)

    async def correct(self, conversation: str, topic: Topic, status: str) -> None:
        """`POST …/corrections`."""
        what = {"about": topic.about, "id": topic.id, "status": status}
        await self._post(conversation, "corrections", **what)

    async def canned(self, conversation: str) -> Sequence[Canned]:
        """`GET /canned`."""
        return wire.canned(await self._json("GET", "canned", query={"conversation": conversation}))

    async def topics(self) -> Sequence[Topic]:
        """`GET /findings`."""
        return wire.topics(await self._json("GET", "findings"))

    async def summary(self, conversation: str) -> str:
        """`GET …/summary` as text."""
        return (await self._summary(conversation, "text/plain")).decode("utf-8", "replace")

    async def summary_pdf(self, conversation: str) -> bytes:
        """`GET …/summary` as a PDF."""
        return await self._summary(conversation, "application/pdf")

    async def begin_call(self, call: Call) -> Talk:
        """`POST /calls`."""
        given = {"caller": call.caller, "relation": call.relation, "callback": call.callback}
        body = {key: value for key, value in given.items() if value}
        return wire.talk(await self._json("POST", "calls", body))

    async def hear(self, conversation: str, said: dict[str, str], message_id: str) -> Heard:
        """`POST …/sentences`."""
        answer = await self._post(conversation, "sentences", **said, message_id=message_id)
        return wire.heard(answer)

    async def end_call(self, conversation: str) -> None:
        """`POST /calls/{id}/end`."""
        await self._json("POST", f"calls/{conversation}/end", {})

    async def figures(self, days: int) -> Figures:
        """`GET /figures`."""
        return wire.figures(await self._json("GET", "figures", query={"days": str(days)}))

    async def figures_csv(self, days: int) -> bytes:
        """`GET /figures` as CSV."""
        query = {"days": str(days)}
        return await self._transport.bytes("GET", "figures", "text/csv", query=query)

    def news(self, conversation: str, after: str) -> AsyncGenerator[Event, None]:
        """`GET /events`."""
        query = {"conversation": conversation, "after": after}
        return self._transport.events("events", query)

    async def close(self) -> None:
        """Let the connection go."""
        await self._transport.close()

    async def _post(self, conversation: str, what: str, **body: object) -> wire.Json:
        return await self._json("POST", f"conversations/{conversation}/{what}", body)

    async def _summary(self, conversation: str, accept: str) -> bytes:
        return await self._transport.bytes("GET", f"conversations/{conversation}/summary", accept)
