"""Runs the real service as a process of its own, with the fake engine, on a free port."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAKE_ENGINE = f"{sys.executable} {ROOT / 'tests/fakes/engine_worker.py'}"
READY = re.compile(r"Ready after .*: (http://\S+)")
START_SECONDS = 120.0


@dataclass(slots=True)
class Gateway:
    """A running service; what it prints is kept, so a test can look for words in it."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    start_seconds: float = START_SECONDS
    url: str = ""
    output: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None
    _reader: threading.Thread | None = None
    _ready: threading.Event = field(default_factory=threading.Event)

    def start(self, *, wait: bool = True) -> Gateway:
        """Start it; with `wait`, until it says that it can answer."""
        self._ready.clear()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            cwd=ROOT,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
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
            **self.settings,
        }
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, **given}

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self.output.append(line)
                found = READY.search(line)
                if found:
                    self.url = found[1].replace("localhost", "127.0.0.1")
                    self._ready.set()

    def kill(self) -> None:
        """As a power cut would."""
        if self.process and self._reader:
            self.process.kill()
            self.process.wait()
            self._reader.join()

    def stop(self) -> int:
        """As an operator would; the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

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

    def wait_for_output(self, words: str, seconds: float = 15) -> None:
        """Until the service has printed these words."""
        end = time.monotonic() + seconds
        while not any(words in line for line in self.output):
            if time.monotonic() > end:
                raise AssertionError(f"{words!r} was not printed:\n" + "".join(self.output))
            time.sleep(0.02)
