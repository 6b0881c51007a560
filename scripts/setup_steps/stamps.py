"""Remembers what a step was done for, so that it is done again only when that has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from setup_steps.places import ROOT

_SKIPPED = {"__pycache__", ".pytest_cache"}


def files_under(*places: Path) -> list[Path]:
    """All files at or under `places`, sorted; places that do not exist are left out."""
    found: set[Path] = set()
    for place in places:
        inside = place.rglob("*") if place.is_dir() else [place]
        found.update(path for path in inside if path.is_file() and not _SKIPPED & {*path.parts})
    return sorted(found)


def digest(paths: Iterable[Path], *words: str) -> str:
    """One hash over names and contents of files, and over `words`."""
    total = hashlib.sha256("\n".join(words).encode())
    for path in paths:
        total.update(f"\n{path.relative_to(ROOT)}\n".encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether the step was done for exactly this."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == value


def put_stamp(stamp: Path, value: str) -> None:
    """Note that the step is done."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="ascii")
