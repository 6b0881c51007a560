"""What all screens of one agent share, and the messages by which they ask the app for something."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from textual.message import Message

from bot.console_terminal.console import Console
from bot.console_terminal.events import Event
from bot.console_terminal.models import Me, Row, Talk


@dataclass(slots=True)
class Desk:
    """The agent's place of work; `offline` is the seconds to the next try, while no news arrive."""

    console: Console
    me: Me | None = None
    sound: bool = True
    offline: float | None = None
    folder: Path = field(default_factory=Path.cwd)
    clock: Callable[[], float] = time.time

    @property
    def my_id(self) -> int:
        """Nobody has the number 0."""
        return self.me.id if self.me else 0

    @property
    def rights(self) -> tuple[str, ...]:
        """What this agent may do beyond an agent's work."""
        return self.me.rights if self.me else ()

    def mine(self, row: Row) -> bool:
        """Whether this agent holds a conversation."""
        return row.agent is not None and row.agent.id == self.my_id

    def writes_in(self, row: Row) -> bool:
        """Whether this agent writes to a person there; in a call there is nobody to write to."""
        return self.mine(row) and not row.is_call


class News(Message):
    """An event of the service, for every screen."""

    bubble = False

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class ConnectionChanged(Message):
    """News arrive again, or no longer; `Desk.offline` says which."""

    bubble = False


class OpenTalk(Message):
    """Show a conversation; `write` leads into the reply field."""

    def __init__(self, conversation: str, *, write: bool = False) -> None:
        super().__init__()
        self.conversation = conversation
        self.write = write


class OpenCall(Message):
    """Go on with a call of one's own."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk


class OpenSummary(Message):
    """Show the summary of a conversation."""

    def __init__(self, conversation: str) -> None:
        super().__init__()
        self.conversation = conversation


class Looking(Message):
    """This conversation is on the screen now (none: only the queue)."""

    def __init__(self, conversation: str) -> None:
        super().__init__()
        self.conversation = conversation


class SessionEnded(Message):
    """The service has ended the session; the agent has to sign in again."""
