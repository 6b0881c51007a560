"""One engine worker: kept running, and asked over its private Unix socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import aiohttp
import structlog

from bot import engine_process
from bot.engine_process import EngineProcess
from bot.errors import EngineUnavailable, TurnFailed, WorkerDied
from bot.gate import Gate
from bot.wire import Json, parse_json

log = structlog.get_logger(__name__)

State = Literal["starting", "ready", "down"]

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
ALIVE_SECONDS = 1.0
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


class _NotReached(Exception):
    """No connection: the worker knows nothing of this question."""


class EngineWorker:
    """Starts its process, starts it again when it dies, and carries questions to it."""

    def __init__(self, plan: WorkerPlan, on_ready: Callable[[EngineWorker], None]) -> None:
        self.plan = plan
        self.state: State = "starting"
        self.reason = ""
        self.identity: Json = {}
        self.restarts = 0
        self._on_ready = on_ready
        self._process: EngineProcess | None = None
        self._session: aiohttp.ClientSession | None = None
        self._settled = asyncio.Event()
        self._gate = Gate()

    @property
    def pid(self) -> int | None:
        """The process, for health and metrics."""
        return self._process.process.pid if self._process else None

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
            self.restarts += 1
            self._be("starting")

    async def _live_once(self) -> bool:
        process = await self._start()
        if process is None:
            return False
        try:
            async with asyncio.timeout(self.plan.start_seconds):
                became_ready = await self._wait_until_ready(process)
        except TimeoutError:
            became_ready = False
            self.reason = f"it was not ready within {self.plan.start_seconds:g} seconds"
        try:
            if became_ready:
                self._be("ready")
                log.info("worker_ready", worker=self.plan.name, pid=self.pid)
                self._on_ready(self)
                await process.process.wait()
                self._be("starting")
        finally:
            await self._end()
        return became_ready

    async def _start(self) -> EngineProcess | None:
        plan = self.plan
        try:
            self._process = await engine_process.start(
                plan.command, plan.socket, plan.data, plan.output
            )
        except OSError as error:
            self.reason = f"{plan.command[0]} cannot be started ({error.strerror})"
            return None
        connector = aiohttp.UnixConnector(path=str(plan.socket), limit=64, keepalive_timeout=300)
        self._session = aiohttp.ClientSession(connector=connector, base_url="http://engine")
        return self._process

    async def _wait_until_ready(self, process: EngineProcess) -> bool:
        ended = asyncio.create_task(process.process.wait())
        said = asyncio.create_task(process.ready.wait())
        try:
            await asyncio.wait({ended, said}, return_when=asyncio.FIRST_COMPLETED)
            while not ended.done():
                if await self.answers():
                    return True
                await asyncio.sleep(POLL_SECONDS)
        finally:
            ended.cancel()
            said.cancel()
        self.reason = next(reversed(process.last_words), "it ended without a word")
        return False

    async def answers(self) -> bool:
        """Whether the worker says that it is ready; also notes which model it has loaded."""
        if self._session is None:
            return False
        timeout = aiohttp.ClientTimeout(total=ALIVE_SECONDS)
        try:
            async with self._session.get("/ready", timeout=timeout) as response:
                body = parse_json(await response.read())
        except (aiohttp.ClientError, OSError, TimeoutError, TurnFailed):
            return False
        if response.status == 200:
            self.identity, self.reason = body, ""
            return True
        self.reason = str(body.get("error", self.reason))
        return False

    async def ask(self, path: str, body: Json, deadline: float, *, alone: bool = False) -> bytes:
        """Put a question and wait until `deadline` (the loop's clock) for its answer."""
        while True:
            try:
                return await self._ask_once(path, body, deadline, alone=alone)
            except _NotReached as error:
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
        left = max(deadline - asyncio.get_running_loop().time(), 0.001)
        try:
            return await self._post(path, body, aiohttp.ClientTimeout(total=left))
        except TimeoutError as error:
            await self._end_if_hung()
            raise WorkerDied(f"{self.plan.name} took too long") from error

    async def _post(self, path: str, body: Json, patience: aiohttp.ClientTimeout) -> bytes:
        if self._session is None:
            raise _NotReached
        try:
            async with self._session.post(path, json=body, timeout=patience) as response:
                answer = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise _NotReached from error
        except TimeoutError:
            raise
        except (aiohttp.ClientError, OSError) as error:
            await self._notice_end()
            raise WorkerDied(f"{self.plan.name} went away") from error
        if response.status >= 400:
            raise TurnFailed(f"{self.plan.name} answered {response.status}")
        return answer

    async def _notice_end(self) -> None:
        # The connection breaks a moment before the process is seen to have ended.
        process = self._process
        if process is None:
            await asyncio.sleep(POLL_SECONDS)
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(process.process.wait(), NOTICE_SECONDS)

    async def _end_if_hung(self) -> None:
        # A worker is one thread: if it cannot even say that it is ready, it will not come back.
        process = self._process
        if process and not await self.answers():
            log.error("worker_hung", worker=self.plan.name, pid=self.pid)
            process.kill()

    async def _end(self) -> None:
        session, self._session = self._session, None
        process, self._process = self._process, None
        if session:
            await session.close()
        if process:
            await process.stop()

    def _be(self, state: State) -> None:
        self.state = state
        if state == "starting":
            self._settled.clear()
        else:
            self._settled.set()
