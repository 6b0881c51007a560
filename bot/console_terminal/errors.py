"""What can go wrong for an agent; each is told as a sentence of words.yml."""

from __future__ import annotations

from bot.errors import Told


class ConsoleError(Told):
    """Something to tell the agent; its words stand in words.yml."""


class Away(ConsoleError):
    """Nobody answers, or not in time; the same call may be made again."""


class SignedOut(ConsoleError):
    """The session has ended; the agent signs in again and goes on."""


class Refused(ConsoleError):
    """The service understood and said no; `detail` is its own sentence, `why` its code."""

    def __init__(self, detail: str, why: str = "") -> None:
        super().__init__("refused", detail=detail)
        self.why = why
