"""A Bot API server: lo-bot-api-emulator, which is not ours, with what it leaves out.

It gets a username, a log of calls with their words, messages that are remembered (so that changing
an unknown or unchanged one is refused, as at Telegram), HTML that is read, and faults on request.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator  # type: ignore[import-untyped]

Json = dict[str, Any]

TOKEN = "42:TEST-token"
USERNAME = "back_tremor_bot"
UNMODELLED = ("leaveChat", "setMyDescription", "setMyShortDescription")


FIELDS: web.RequestKey[dict[str, Any]] = web.RequestKey("fields", dict)
FILES: web.RequestKey[dict[str, Any]] = web.RequestKey("files", dict)


@dataclass
class Fault:
    """What goes wrong with the next calls of a method.

    429 and others: that status. "lost": it is carried out, but the connection breaks before the
    answer; "held": the same, but the answer never comes; "stalled": it is not even carried out.
    """

    kind: int | str
    times: int = 1
    retry_after: int = 1
    description: str = "Fault"
    chat: int | None = None


@dataclass
class Call:
    """One call that the bot made."""

    method: str
    fields: Json
    files: Json
    status: int

    @property
    def chat(self) -> int:
        return int(self.fields.get("chat_id", 0))

    @property
    def text(self) -> str:
        return str(self.fields.get("text") or self.fields.get("caption") or "")

    @property
    def buttons(self) -> dict[str, str]:
        markup = json.loads(self.fields.get("reply_markup") or "{}")
        rows = markup.get("inline_keyboard", [])
        return {one["text"]: one["callback_data"] for row in rows for one in row}


class Telegram(LoBotApiEmulator):  # type: ignore[misc]
    """The emulator with username, call log, memory and faults."""

    def __init__(self) -> None:
        super().__init__(enable_control=True, allow_insecure_loopback_webhooks=True)
        self.calls: list[Call] = []
        self.faults: dict[str, list[Fault]] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.known_tokens = {TOKEN}
        self.nonsense: list[object] = []
        self.url = ""
        self.news = asyncio.Condition()
        self._updates = itertools.count(1)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Telegram]:
        """Listen on a free port."""
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    def fail(self, method: str, fault: Fault) -> None:
        """Have calls of a method go wrong."""
        self.faults.setdefault(method, []).append(fault)

    async def read_request(self, request: web.Request) -> tuple[Json, Json]:
        if FIELDS not in request:
            request[FIELDS], request[FILES] = await super().read_request(request)
        return dict(request[FIELDS]), request[FILES]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] not in self.known_tokens:
            return _refusal(401, "Unauthorized")
        method = request.match_info["method"]
        fields, _ = await self.read_request(request)
        if method == "getUpdates" and self.nonsense:
            return web.json_response({"ok": True, "result": self.nonsense.pop()})
        fault = self._fault(method, fields)
        if fault and isinstance(fault.kind, int):
            await self._note(request, method, fault.kind)
            return _refusal(fault.kind, fault.description, fault.retry_after)
        if fault and fault.kind == "stalled":
            await self._note(request, method, 0)
            await asyncio.Event().wait()
        response: web.Response = await super().handle(request)
        await self._note(request, method, response.status)
        if fault and fault.kind == "held":
            await asyncio.Event().wait()
        if fault and request.transport is not None:
            request.transport.abort()
        return response

    def _fault(self, method: str, fields: Json) -> Fault | None:
        for fault in self.faults.get(method, []):
            if fault.times and fault.chat in (None, int(fields.get("chat_id", 0))):
                fault.times -= 1
                return fault
        return None

    async def _note(self, request: web.Request, method: str, status: int) -> None:
        self.calls.append(Call(method, request[FIELDS], request[FILES], status))
        async with self.news:
            self.news.notify_all()

    def validate(self, method: str, fields: Json, uploads: Json) -> Any:
        if method in UNMODELLED:
            return True
        if fields.get("parse_mode") == "HTML":
            _read_html(fields.get("text") or fields.get("caption") or "")
        shown = {name: fields.get(name) for name in ("text", "caption", "reply_markup")}
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            result["username"] = USERNAME
        elif method in ("sendMessage", "sendDocument"):
            self.messages[int(fields["chat_id"]), result["message_id"]] = shown
        elif method.startswith("editMessage"):
            self._change(int(fields["chat_id"]), int(fields["message_id"]), method, shown)
        return result

    def _change(self, chat: int, number: int, method: str, shown: Json) -> None:
        known = self.messages.get((chat, number))
        if known is None:
            raise ApiRefusal("Bad Request: message to edit not found")
        if method == "editMessageReplyMarkup":
            shown = {**known, "reply_markup": shown["reply_markup"]}
        if shown == known:
            raise ApiRefusal("Bad Request: message is not modified")
        self.messages[chat, number] = shown

    # What people do: each gives the update as Telegram would send it.

    def update(self, kind: str, event: Json) -> Json:
        """An update with the next number."""
        return {"update_id": next(self._updates), kind: event}

    def said(self, chat: int, text: str | None = None, **more: Any) -> Json:
        """A message of a person in a private chat."""
        message = self.message(chat, **({"text": text} if text is not None else {}), **more)
        if text and text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self.update("message", message)

    def message(self, chat: int, **more: Any) -> Json:
        """A message; numbers are drawn from the same row as those of the bot's messages."""
        number = self.next_id
        self.next_id += 1
        kind = "private" if chat > 0 else "supergroup"
        return {
            "message_id": number,
            "date": 1_790_000_000,
            "chat": {"id": chat, "type": kind, **({"title": "Group"} if chat < 0 else {})},
            "from": {"id": abs(chat), "is_bot": False, "first_name": "Ann"},
            **more,
        }

    def tapped(self, chat: int, data: str, *, below: str = "A question") -> Json:
        """A tap on a button: of the message that bears it, else of the newest in the chat."""
        own = {number: shown for (one, number), shown in self.messages.items() if one == chat}
        bearing = [n for n, shown in own.items() if data in (shown["reply_markup"] or "")]
        number = max(bearing or own, default=1)
        markup = (own[number]["reply_markup"] if own else None) or "null"
        message = {
            "message_id": number,
            "reply_markup": json.loads(markup),
            "date": 1_790_000_000,
            "chat": {"id": chat, "type": "private"},
            "from": {"id": 42, "is_bot": True, "first_name": "Bot"},
            "text": below,
        }
        query = {
            "id": f"q{next(self._updates)}",
            "from": {"id": chat, "is_bot": False, "first_name": "Ann"},
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
        return self.update("callback_query", query)

    def member(self, chat: int, status: str, kind: str = "private") -> Json:
        """The bot's own standing in a chat has changed."""
        bot = {"id": 42, "is_bot": True, "first_name": "Bot"}
        event = {
            "chat": {"id": chat, "type": kind, "title": "Chat"},
            "from": {"id": abs(chat), "is_bot": False, "first_name": "Ann"},
            "date": 1_790_000_000,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": status, "until_date": 0},
        }
        return self.update("my_chat_member", event)

    # What the bot did.

    def sent(self, chat: int) -> list[Call]:
        """Messages and documents that arrived in a chat."""
        return [
            call
            for call in self.calls
            if call.chat == chat
            and call.status == 200
            and call.method in ("sendMessage", "sendDocument")
        ]

    def texts(self, chat: int) -> list[str]:
        """The words that arrived in a chat."""
        return [call.text for call in self.sent(chat)]

    def answers_to_taps(self) -> list[str]:
        """What taps were answered with; empty for a mere nod."""
        taps = [call for call in self.calls if call.method == "answerCallbackQuery"]
        return [str(call.fields.get("text") or "") for call in taps]

    async def until(self, condition: Callable[[], bool], seconds: float = 300) -> None:
        """Wait until something has happened."""
        async with asyncio.timeout(seconds), self.news:
            await self.news.wait_for(condition)

    async def until_told(self, chat: int, words: str, seconds: float = 300) -> Call:
        """Wait for a message with these words; the newest such."""
        await self.until(lambda: any(words in text for text in self.texts(chat)), seconds)
        return [call for call in self.sent(chat) if words in call.text][-1]


def _refusal(status: int, description: str, retry_after: int | None = None) -> web.Response:
    body: Json = {"ok": False, "error_code": status, "description": description}
    if status == 429:
        body["parameters"] = {"retry_after": retry_after}
    return web.json_response(body, status=status)


def _read_html(text: str) -> None:
    try:
        ElementTree.fromstring(f"<x>{text}</x>")  # noqa: S314 - what our own bot has written
    except ElementTree.ParseError as error:
        raise ApiRefusal("Bad Request: can't parse entities") from error
