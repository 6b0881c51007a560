"""Starts a server as a process of its own on a free port, and ends it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    """A process that answers at `url`; it can be ended and started again."""

    command: Sequence[str]
    url: str
    ready_path: str
    seconds: float
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        surroundings = {**os.environ, **self.settings}
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=surroundings)
        deadline = time.monotonic() + self.seconds
        while not answers(self.url + self.ready_path):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start: {' '.join(self.command)}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it as a service manager would."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)


def answers(address: str) -> bool:
    """Whether a GET gives 200."""
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server while it is needed."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


def fake_service(memory: Path) -> Server:
    """The scripted fake; `memory` is a file that outlives a restart."""
    port = free_port()
    command = [sys.executable, "-m", "tests.fakes.service"]
    command += ["--port", str(port), "--memory", str(memory)]
    return Server(command, f"http://127.0.0.1:{port}", "/control", 120, {})


def real_service(data: Path) -> Server:
    """The gateway with one engine worker, on data of its own."""
    port = free_port()
    settings = {"BOT_DATA_DIR": str(data), "ENGINE_WORKERS": "1", "LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
    return Server(command, f"http://127.0.0.1:{port}", "/readyz", 120, settings)
