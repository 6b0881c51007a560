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
from random import SystemRandom
from urllib.error import URLError

ROOT = Path(__file__).parents[2]
PORTS = range(20_000, 32_000)
"""Below those that the system gives to outgoing connections: one that is free stays so."""
START_SECONDS = 300.0
_claims: list[socket.socket] = []
"""Names that the system frees when this process ends, however it does."""


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
            self.process.wait(timeout=START_SECONDS)


def answers(address: str) -> bool:
    """Whether a GET gives 200."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def free_port() -> int:
    """A port that is this process's own until it ends, also beside other test runs."""
    for port in SystemRandom().sample(PORTS, len(PORTS)):
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0back-tremor-tests-port-{port}")
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        _claims.append(claim)
        return port
    raise RuntimeError(f"all ports from {PORTS.start} to {PORTS.stop} are taken")


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
    return Server(command, f"http://127.0.0.1:{port}", "/control", START_SECONDS, {})


def real_service(data: Path) -> Server:
    """The gateway with one engine worker, on data of its own."""
    port = free_port()
    settings = {
        "BOT_DATA_DIR": str(data),
        "ENGINE_WORKERS": "1",
        "ENGINE_START_SECONDS": str(START_SECONDS),
        "LOG_LEVEL": "warning",
    }
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
    return Server(command, f"http://127.0.0.1:{port}", "/readyz", START_SECONDS, settings)
