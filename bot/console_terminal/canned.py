"""Ready replies by /code at the start of an answer; the service has filled in what it knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.console_terminal.models import Canned

_CODE = re.compile(r"^/(\w*)$")
_LEFT_CODE = re.compile(r"^/\w+(?=\s|$)")
_PLACEHOLDER = re.compile(r"\{\w*\}")


def typed_code(before_cursor: str) -> str | None:
    """The code that is being typed, without its slash; None if there is none."""
    found = _CODE.match(before_cursor)
    return found[1] if found else None


def matching(code: str, replies: Sequence[Canned]) -> list[Canned]:
    """Replies whose code begins so, the exact one first."""
    found = [reply for reply in replies if reply.code.lower().startswith(code.lower())]
    return sorted(found, key=lambda reply: (reply.code.lower() != code.lower(), reply.code))


def unfilled(text: str) -> list[str]:
    """Placeholders that are still in braces, so that none is sent to a patient."""
    return _PLACEHOLDER.findall(text)


def unknown_code(text: str) -> str:
    """A code that still stands at the start of an answer: a slip, as no ready reply came."""
    found = _LEFT_CODE.match(text)
    return found[0] if found else ""
