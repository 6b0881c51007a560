"""The real content, and copies of it that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.__main__ import CONTENT
from knowledge.build import build
from knowledge.schema import Content, read_content
from knowledge.store import KnowledgeStore

Edit = Callable[[str, str, str], int]


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(CONTENT)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content, freshly built."""
    path = tmp_path_factory.mktemp("knowledge") / "knowledge.db"
    build(CONTENT, path)
    return path


@pytest.fixture(scope="session")
def store(database: Path) -> KnowledgeStore:
    return KnowledgeStore(database)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace text in a file of the copy; returns the line where the new text begins."""

    def replace(file: str, old: str, new: str) -> int:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}; choose another text to spoil"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
