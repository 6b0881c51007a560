"""The engine workers together: each conversation has one of them as its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import blake2b
from pathlib import Path

from bot.background import in_background
from bot.engine_worker import EngineWorker, WorkerPlan
from bot.settings import Settings
from bot.wire import Json, Turn, TurnResult, parse_json, parse_result

LONGEST_SOCKET_PATH = 100
"""Unix allows 108 bytes in most places, fewer in some."""

Listener = Callable[[], None]


class EnginePool:
    """Starts the workers and finds the one a conversation belongs to."""

    def __init__(self, plans: list[WorkerPlan]) -> None:
        self.workers = tuple(EngineWorker(plan, self._is_ready) for plan in plans)
        self._listeners: list[Listener] = []

    def on_ready(self, listener: Listener) -> None:
        """Have `listener` called whenever a worker becomes ready."""
        self._listeners.append(listener)

    def _is_ready(self, _worker: EngineWorker) -> None:
        for listener in self._listeners:
            listener()

    @property
    def ready_workers(self) -> int:
        """How many can answer now."""
        return sum(worker.state == "ready" for worker in self.workers)

    def worker_for(self, conversation: str) -> EngineWorker:
        """The worker that keeps this conversation's tracker hot.

        By rendezvous hashing: another number of workers moves as few conversations as possible.
        """
        return max(self.workers, key=lambda worker: _weight(worker.plan.name, conversation))

    async def turn(self, turn: Turn, deadline: float, *, alone: bool) -> TurnResult:
        """Have one message understood and answered; raises an `EngineError` if it was not."""
        worker = self.worker_for(turn.conversation)
        answer = await worker.ask("/turn", turn.to_json(), deadline, alone=alone)
        return parse_result(answer, silent=turn.listen)

    async def correct(self, correction: Json, deadline: float) -> Json:
        """Put something right in a conversation's ledger; what follows from it now."""
        worker = self.worker_for(correction["conversation"])
        return parse_json(await worker.ask("/correct", correction, deadline))

    async def summary(self, conversation: str, deadline: float) -> Json:
        """The structured summary of a conversation."""
        worker = self.worker_for(conversation)
        return parse_json(await worker.ask("/summary", {"conversation": conversation}, deadline))

    async def erase(self, conversation: str, deadline: float) -> None:
        """Have the engine forget a conversation."""
        worker = self.worker_for(conversation)
        await worker.ask("/erase", {"conversation": conversation}, deadline)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[EnginePool]:
        """Keep the workers running inside this context."""
        async with in_background(*(worker.keep_running() for worker in self.workers)):
            yield self


def _weight(worker: str, conversation: str) -> bytes:
    return blake2b(f"{worker} {conversation}".encode(), digest_size=8).digest()


def plan_workers(settings: Settings, sockets: Path) -> list[WorkerPlan]:
    """What to start, by the settings."""
    data = settings.bot_data_dir.resolve()
    return [
        WorkerPlan(
            name=f"engine-{number}",
            command=settings.worker_command,
            socket=sockets / f"engine-{number}-{os.getpid()}.sock",
            data=data,
            start_seconds=settings.engine_start_seconds,
            output=settings.engine_output,
        )
        for number in range(settings.workers)
    ]


def socket_folder(data: Path) -> Path:
    """A private folder for the sockets: in the data folder, unless its name is too long."""
    folder = data.resolve() / "run"
    if len(str(folder / "engine-00-0000000.sock")) > LONGEST_SOCKET_PATH:
        return Path(tempfile.mkdtemp(prefix="bot-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
