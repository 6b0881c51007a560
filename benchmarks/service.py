"""Starts the real service on a free port with a data folder of its own, and stops it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 120
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its address, its processes and how long it took to start."""

    address: str
    data: Path
    process: int
    started_after_s: float

    def memory_mib(self) -> dict[str, float]:
        """Resident memory of the gateway and of each engine worker, in MiB."""
        workers = children_of(self.process)
        sizes = {"gateway": resident_mib(self.process)}
        for number, pid in enumerate(workers, start=1):
            sizes[f"engine worker {number}"] = resident_mib(pid)
        return sizes


@contextmanager
def running_service(workers: int) -> Iterator[Service]:
    """The service with as many engine workers, without limits for one player's pace."""
    with tempfile.TemporaryDirectory(prefix="bench-") as data:
        port = free_port()
        environment = {
            **os.environ,
            "PORT": str(port),
            "BOT_DATA_DIR": data,
            "ENGINE_WORKERS": str(workers),
            "MESSAGES_PER_SECOND": "100000",
            "MESSAGE_BURST": "100000",
            "CONVERSATIONS_PER_MINUTE": "100000",
            "LOG_LEVEL": "error",
        }
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_ready(port, process)
            address = f"http://127.0.0.1:{port}"
            yield Service(address, Path(data), process.pid, time.monotonic() - began)
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when /readyz says 200; raise if the service ends or takes too long."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the service ended at once; run `make run` to see why")
        if ready(port):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the service was not ready after {_PATIENCE_S} s")


def ready(port: int) -> bool:
    """Whether the service can answer."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return b" 200 " in connection.recv(64)
    except OSError:
        return False


def children_of(pid: int) -> list[int]:
    """Direct children of a process that are engine workers."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    found = [int(child) for child in text.split()]
    return [child for child in found if "engine" in Path(f"/proc/{child}/cmdline").read_text()]


def resident_mib(pid: int) -> float:
    """Resident set size of a process in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / _KIB
    return 0.0
