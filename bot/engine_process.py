"""One engine worker as a process: started, listened to until it is ready, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEASH = Path(__file__).parent / "leash.py"
LINE_LIMIT = 1 << 20
LONGEST_REASON = 300
STOP_SECONDS = 5.0

# What a worker needs from our surroundings; settings with secrets do not go there.
_PASSED_ON = ("PATH", "HOME", "USER", "TMPDIR", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")
_PASSED_PREFIXES = ("ENGINE_", "OMP_", "RASA_", "PYTHON", "OPENBLAS_")


@dataclass(slots=True)
class EngineProcess:
    """A running worker; `ready` is set by its own word."""

    process: asyncio.subprocess.Process
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    _last_line: str = ""
    _readers: list[asyncio.Task[None]] = field(default_factory=list)

    def listen(self) -> None:
        """Read what the worker prints; after `ready` nothing is kept: it may be about people."""
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                self._readers.append(asyncio.create_task(self._read(stream)))

    async def _read(self, stream: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await stream.readline()
            except ValueError:  # a line beyond the limit: skip it
                continue
            if not line:
                return
            if self.ready.is_set():
                continue
            if _says_ready(line):
                self.ready.set()
            else:
                self._last_line = line.decode(errors="replace").strip() or self._last_line

    @property
    def last_words(self) -> str:
        """The last line before it was ready: why it did not become so."""
        return self._last_line[:LONGEST_REASON]

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    async def stop(self) -> None:
        """Ask it to finish and leave; end it if it does not."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except TimeoutError:
            self.kill()
            await self.process.wait()
        await asyncio.gather(*self._readers, return_exceptions=True)


def _says_ready(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        said = json.loads(line)
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("event") == "ready"


async def start(command: tuple[str, ...], socket: Path, data: Path, output: str) -> EngineProcess:
    """Start a worker on a socket of its own."""
    await asyncio.to_thread(socket.unlink, missing_ok=True)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-S",
        str(LEASH),
        str(os.getpid()),
        *command,
        "--socket",
        str(socket),
        "--data",
        str(data),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=None if output == "pass" else asyncio.subprocess.PIPE,
        env=_environment(),
        cwd=ROOT,
        limit=LINE_LIMIT,
    )
    running = EngineProcess(process)
    running.listen()
    return running


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _PASSED_ON or name.startswith(_PASSED_PREFIXES)
    }
    # One thread a worker: the workers share the cores. No telemetry, whatever the default is.
    return {"OMP_NUM_THREADS": "1", **kept, "RASA_TELEMETRY_ENABLED": "false"}
