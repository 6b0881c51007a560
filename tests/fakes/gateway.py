"""Runs the real service as a process of its own, with the fake engine, on a free port."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO

from tests.fakes.warm import ROOT, fork_service

FAKE_ENGINE = f"{sys.executable} {ROOT / 'tests/fakes/engine_worker.py'}"
REAL_ENGINE = f"{ROOT / '.venv-engine/bin/python'} -m engine serve"
READY = re.compile(r"Ready after .*: (http://\S+)")
START_SECONDS = 300.0


@dataclass(slots=True)
class Gateway:
    """A running service; what it prints is kept, so a test can look for words in it."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    start_seconds: float = START_SECONDS
    warm: bool = False
    """Whether it is forked from a process that has loaded the libraries, see warm.py."""
    url: str = ""
    output: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | ForkServerProcess | None = None
    _reader: threading.Thread | None = None
    _ready: threading.Event = field(default_factory=threading.Event)

    @property
    def database(self) -> str:
        """The address of its database."""
        return self.settings.get("DATABASE_URL") or f"sqlite:///{self.data / 'bot.db'}"

    def start(self, *, wait: bool = True) -> Gateway:
        """Start it; with `wait`, until it says that it can answer."""
        self._ready.clear()
        if self.warm:
            self.process, lines = fork_service(self._environment())
        else:
            self.process, lines = _start_service(self._environment())
        self._reader = threading.Thread(target=self._read, args=(lines,), daemon=True)
        self._reader.start()
        if wait and not self._ready.wait(self.start_seconds):
            raise AssertionError("the service did not start:\n" + "".join(self.output))
        return self

    def _environment(self) -> dict[str, str]:
        given = {
            "PORT": "0",
            "BOT_DATA_DIR": str(self.data),
            "ENGINE_WORKERS": "1",
            "ENGINE_COMMAND": FAKE_ENGINE,
            "KNOWLEDGE_DB": str(ROOT / "knowledge.db"),
            "LOG_FORMAT": "json",
            "OMP_NUM_THREADS": "1",  # for a real engine: other tests want the other cores
            **self.settings,
        }
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, **given}

    def _read(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self.output.append(line)
                found = READY.search(line)
                if found:
                    self.url = found[1].replace("localhost", "127.0.0.1")
                    self._ready.set()

    def kill(self) -> None:
        """As a power cut would."""
        if self.process and self._reader:
            self.process.kill()
            self._wait()
            self._reader.join()

    def stop(self) -> int:
        """As an operator would; the exit status."""
        assert self.process is not None
        self.process.terminate()
        return self._wait()

    def _wait(self) -> int:
        """Until the process has ended; the exit status."""
        if isinstance(self.process, subprocess.Popen):
            return self.process.wait(START_SECONDS)
        assert self.process is not None
        self.process.join(START_SECONDS)
        assert self.process.exitcode is not None, "the service does not end"
        return self.process.exitcode

    def worker_pids(self) -> list[int]:
        """The engine workers of this service that run now."""
        mark = str(self.data)
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if "engine_worker.py" in " ".join(words) and mark in words:
                found.append(int(folder.name))
        return found

    def kill_workers(self) -> None:
        """End every engine worker at once."""
        for pid in self.worker_pids():
            os.kill(pid, signal.SIGKILL)

    def effects(self) -> list[str]:
        """Turns that the engine really carried out, as `CONVERSATION MESSAGE`."""
        path = self.data / "effects.log"
        return path.read_text().splitlines() if path.exists() else []

    async def until_in_hand(self, conversation: str, message_id: str) -> None:
        """Until the fake engine has begun with a message."""
        seen = self.data / "fake-engine" / f"{conversation}.{message_id}.seen"
        async with asyncio.timeout(START_SECONDS):
            while not seen.exists():  # noqa: ASYNC110 - it is another process that writes
                await asyncio.sleep(0.01)

    def wait_for_output(self, words: str, seconds: float = START_SECONDS) -> None:
        """Until the service has printed these words."""
        end = time.monotonic() + seconds
        while not any(words in line for line in self.output):
            if time.monotonic() > end:
                raise AssertionError(f"{words!r} was not printed:\n" + "".join(self.output))
            time.sleep(0.02)


def _start_service(surroundings: dict[str, str]) -> tuple[subprocess.Popen[str], IO[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout
