"""The public API as the terminal uses it: one conversation, typed errors."""

from __future__ import annotations

import http.client
import json
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.errors import Told

Json = dict[str, Any]

TURN_SECONDS = 40.0


class ChatError(Told):
    """Something to tell the person; its words stand in chat.yml."""


class ServiceAway(ChatError):
    """Nobody answers, or not in time; the same message may be sent again."""


class Refused(ChatError):
    """The service understood and said no; `detail` is its own sentence."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says: words, or the payload of an answer; its id makes a repeat harmless."""

    text: str | None = None
    payload: str | None = None
    message_id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def to_json(self) -> Json:
        """The body of a message."""
        words = {"payload": self.payload} if self.payload is not None else {"text": self.text}
        return {"message_id": self.message_id, **words}


class ChatClient:
    """Begins a conversation and carries messages."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ChatError("bad_url", url=url)
        self.url = f"{parts.scheme}://{parts.netloc}"
        self._parts = parts
        self._id = ""
        self._token = ""

    def start(self) -> Json:
        """A new conversation; the answer holds the greeting."""
        answer = self._json("POST", "/api/v1/conversations", {"channel": "terminal"})
        try:
            self._id, self._token = answer["id"], answer["token"]
        except KeyError as error:
            raise ChatError("not_ours", url=self.url) from error
        return answer

    def say(self, said: Said) -> Json:
        """One message, answered."""
        return self._json("POST", f"/api/v1/conversations/{self._id}/messages", said.to_json())

    def summary(self) -> str:
        """The summary as plain text."""
        path = f"/api/v1/conversations/{self._id}/summary"
        return self._request("GET", path, None, "text/plain").decode("utf-8", "replace")

    def _json(self, method: str, path: str, body: Json) -> Json:
        data = self._request(method, path, body, "application/json")
        try:
            answer = json.loads(data)
        except ValueError as error:
            raise ChatError("not_ours", url=self.url) from error
        if not isinstance(answer, dict):
            raise ChatError("not_ours", url=self.url)
        return answer

    def _request(self, method: str, path: str, body: Json | None, accept: str) -> bytes:
        headers = {"Accept": accept, "Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        connection = self._connect()
        try:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise ServiceAway("no_server", url=self.url) from error
        finally:
            connection.close()
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise self._problem(data)
        return data

    def _connect(self) -> http.client.HTTPConnection:
        secure = self._parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        return kind(self._parts.netloc, timeout=TURN_SECONDS)

    def _problem(self, data: bytes) -> ChatError:
        try:
            return Refused("refused", detail=str(json.loads(data)["detail"]))
        except (ValueError, KeyError, TypeError):
            return ChatError("not_ours", url=self.url)
