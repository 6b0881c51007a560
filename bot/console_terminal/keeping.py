"""Files that an agent keeps: a summary, the figures."""

from __future__ import annotations

from pathlib import Path


def keep(path: Path, data: bytes) -> None:
    """Write a file that nobody else can read."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_bytes(data)
