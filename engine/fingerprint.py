"""Says whether the trained model still belongs to what lies in the tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "back-tremor.tar.gz"

# Everything that a trained model depends on.
_INPUTS = (
    "config.yml",
    "domain.yml",
    "nlu",
    "stories",
    "responses",
    "engine/safety_policy.py",
    "knowledge/content/synonyms.yml",
    "knowledge/content/glossary.yml",
    "requirements/engine.lock",
)
_SUFFIXES = frozenset({".yml", ".py", ".json", ".onnx", ".lock"})


def fingerprint(root: Path = ROOT) -> str:
    """A hash over names and contents of all inputs, the same on every machine."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(model: Path = MODEL, root: Path = ROOT) -> bool:
    """Whether `model` was trained from exactly what lies in the tree."""
    note = note_of(model)
    return model.is_file() and note.is_file() and note.read_text() == fingerprint(root)


def note_of(model: Path) -> Path:
    """The file beside the model that holds the fingerprint it was trained from."""
    return model.with_name(model.name.removesuffix(".tar.gz") + ".fingerprint")


def _files(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        path = root / name
        found = [path] if path.is_file() else path.rglob("*")
        yield from sorted(p for p in found if p.is_file() and p.suffix in _SUFFIXES)
