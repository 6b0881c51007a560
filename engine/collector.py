"""Collects the replies of one turn in the shape of the public API."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from actions.wording import with_capitals

_OPTIONAL = ("question_id", "questions_left", "sources")


class ReplyCollector(OutputChannel):
    """The output channel of a turn: `replies` holds Reply objects (docs/openapi.yaml)."""

    def __init__(self, channel: str = "web") -> None:
        self._channel = channel
        self.replies: list[dict[str, Any]] = []

    def name(self) -> str:
        """The channel's name: responses may have wordings of their own for it."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the text, its kind and what belongs to it; a reply without text is none."""
        text = message.get("text")
        if not text:
            return
        fields = message.get("reply") or {}
        reply: dict[str, Any] = {
            "kind": fields.get("kind") or "message",
            "text": with_capitals(text.strip()),
            "buttons": message.get("buttons") or [],
        }
        reply.update({key: fields[key] for key in _OPTIONAL if fields.get(key)})
        self.replies.append(reply)
