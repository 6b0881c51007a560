"""One engine worker: kept running, and asked one question after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog

from bot import engine_process
from bot.engine_client import ConnectionLost, EngineClient, NotReached
from bot.engine_process import EngineProcess
from bot.errors import EngineUnavailable, WorkerDied
from bot.gate import Gate
from bot.wire import Json

log = structlog.get_logger(__name__)

State = Literal["starting", "ready", "down"]

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
POLL_SECONDS = 0.1
NOTICE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class WorkerPlan:
    """How to start a worker."""

    name: str
    command: tuple[str, ...]
    socket: Path
    data: Path
    start_seconds: float
    output: str


@dataclass(frozen=True, slots=True)
class _Life:
    """A process and the connections to it; both end together."""

    process: EngineProcess
    client: EngineClient

    async def end(self) -> None:
        await self.client.close()
        await self.process.stop()


class EngineWorker:
    """Starts its process, starts it again when it dies, and carries questions to it."""

    def __init__(self, plan: WorkerPlan, on_ready: Callable[[EngineWorker], None]) -> None:
        self.plan = plan
        self.state: State = "starting"
        self.reason = ""
        self.identity: Json = {}
        self._on_ready = on_ready
        self._life: _Life | None = None
        self._settled = asyncio.Event()
        self._gate = Gate()

    async def keep_running(self) -> None:
        """Start the worker and, whenever it ends, start it again.

        One that was ready comes back at once, so that nobody can slow it down by making it end;
        one that cannot even start is tried less and less often.
        """
        pause = FIRST_PAUSE
        while True:
            if await self._live_once():
                log.warning("worker_died", worker=self.plan.name)
                pause = FIRST_PAUSE
            else:
                self._be("down")
                log.error("worker_did_not_start", worker=self.plan.name, reason=self.reason)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            self._be("starting")

    async def _live_once(self) -> bool:
        """One life of the process; whether it was ever ready."""
        life = await self._start()
        if life is None:
            return False
        try:
            if not await self._becomes_ready(life):
                return False
            self._be("ready")
            log.info("worker_ready", worker=self.plan.name, pid=life.process.process.pid)
            self._on_ready(self)
            await life.process.process.wait()
            self._be("starting")
            return True
        finally:
            self._life = None
            await life.end()

    async def _start(self) -> _Life | None:
        plan = self.plan
        try:
            process = await engine_process.start(plan.command, plan.socket, plan.data, plan.output)
        except OSError as error:
            self.reason = f"{plan.command[0]} cannot be started ({error.strerror})"
            return None
        self._life = _Life(process, EngineClient(plan.socket))
        return self._life

    async def _becomes_ready(self, life: _Life) -> bool:
        try:
            async with asyncio.timeout(self.plan.start_seconds):
                return await self._wait_until_ready(life)
        except TimeoutError:
            self.reason = f"it was not ready within {self.plan.start_seconds:g} seconds"
            return False

    async def _wait_until_ready(self, life: _Life) -> bool:
        ended = asyncio.create_task(life.process.process.wait())
        said = asyncio.create_task(life.process.ready.wait())
        try:
            await asyncio.wait({ended, said}, return_when=asyncio.FIRST_COMPLETED)
            while not ended.done():
                ready, body = await life.client.readiness()
                if ready:
                    self.identity, self.reason = body, ""
                    return True
                self.reason = str(body.get("error", self.reason))
                await asyncio.sleep(POLL_SECONDS)
        finally:
            ended.cancel()
            said.cancel()
        self.reason = life.process.last_words or "it ended without a word"
        return False

    async def ask(self, path: str, body: Json, deadline: float, *, alone: bool = False) -> bytes:
        """Put a question and wait until `deadline` (the loop's clock) for its answer."""
        while True:
            try:
                return await self._ask_once(path, body, deadline, alone=alone)
            except NotReached as error:
                # It ended a moment ago and has seen nothing: wait for it to be back.
                await self._notice_end()
                if asyncio.get_running_loop().time() >= deadline:
                    raise EngineUnavailable(f"{self.plan.name} cannot be reached") from error

    async def _ask_once(self, path: str, body: Json, deadline: float, *, alone: bool) -> bytes:
        try:
            async with asyncio.timeout_at(deadline) as waiting:
                await self._until_ready()
                async with self._gate.enter(alone=alone):
                    await self._until_ready()
                    waiting.reschedule(None)  # from here on the worker has it: see _in_hand
                    return await self._in_hand(path, body, deadline)
        except TimeoutError as error:
            raise EngineUnavailable(f"{self.plan.name} was not free in time") from error

    async def _until_ready(self) -> None:
        while self.state != "ready":
            if self.state == "down":
                raise EngineUnavailable(f"{self.plan.name} is down: {self.reason}")
            await self._settled.wait()

    async def _in_hand(self, path: str, body: Json, deadline: float) -> bytes:
        if self._life is None:
            raise NotReached
        left = max(deadline - asyncio.get_running_loop().time(), 0.001)
        try:
            return await self._life.client.post(path, body, left)
        except TimeoutError as error:
            await self._end_if_hung()
            raise WorkerDied(f"{self.plan.name} took too long") from error
        except ConnectionLost as error:
            await self._notice_end()
            raise WorkerDied(f"{self.plan.name} went away") from error

    async def _notice_end(self) -> None:
        # A connection breaks a moment before its process is seen to have ended.
        if self._life is None:
            await asyncio.sleep(POLL_SECONDS)
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._life.process.process.wait(), NOTICE_SECONDS)

    async def _end_if_hung(self) -> None:
        # A worker is one thread: if it cannot even say that it is ready, it will not come back.
        life = self._life
        if life and not (await life.client.readiness())[0]:
            log.error("worker_hung", worker=self.plan.name, pid=life.process.process.pid)
            life.process.kill()

    def _be(self, state: State) -> None:
        self.state = state
        if state == "starting":
            self._settled.clear()
        else:
            self._settled.set()
