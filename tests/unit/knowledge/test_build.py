"""The database is whole or untouched, and the same content gives the same file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.__main__ import CONTENT, DATABASE
from knowledge.build import build
from knowledge.database import open_engine
from knowledge.errors import ContentError, KnowledgeError
from knowledge.reading import read_table
from knowledge.schema import Content
from knowledge.store import KnowledgeStore

Edit = Callable[[str, str, str], int]
ROOT = DATABASE.parent


def test_the_same_content_gives_the_same_hash_and_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    assert build(CONTENT, first) == build(CONTENT, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_comment_does_not_change_the_hash_but_a_word_does(
    folder: Path, edit: Edit, tmp_path: Path, store: KnowledgeStore
) -> None:
    edit("types.yml", "# The article's", "# This is the article's")
    assert build(folder, tmp_path / "a.db") == store.content_hash
    edit("types.yml", "gloss: at rest", "gloss: in rest")
    assert build(folder, tmp_path / "b.db") != store.content_hash


def test_the_committed_database_equals_a_fresh_build(store: KnowledgeStore) -> None:
    committed = KnowledgeStore(DATABASE)
    assert committed.content_hash == store.content_hash, "run 'python -m knowledge build'"
    assert committed.clinical_content() == store.clinical_content()
    assert committed.synonyms() == store.synonyms()


def test_the_rows_come_back_as_they_stand_in_the_files(content: Content, database: Path) -> None:
    with open_engine(database).connect() as connection:
        for kind, rows in content.items():
            assert read_table(connection, kind) == rows


def test_bad_content_leaves_the_old_database_in_place(
    folder: Path, edit: Edit, tmp_path: Path
) -> None:
    path = tmp_path / "knowledge.db"
    build(folder, path)
    before = path.read_bytes()
    edit("tests.yml", "name: EMG test", "name: 7")
    with pytest.raises(ContentError):
        build(folder, path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["content", "knowledge.db"]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be written"):
        build(CONTENT, tmp_path / "missing" / "knowledge.db")


@pytest.mark.parametrize("environment", [".venv", ".venv-engine"])
def test_both_environments_build_the_same_and_read_it(
    environment: str, tmp_path: Path, store: KnowledgeStore
) -> None:
    """.venv has SQLAlchemy 2.0, .venv-engine has 1.4."""
    python = ROOT / environment / "bin" / "python"
    assert python.is_file(), f"{environment} is not set up: `make test` does that"
    command: list[str | Path] = [python, "-m", "knowledge", "--database", tmp_path / "knowledge.db"]
    for arguments in (["build"], ["show", "emg"], ["search", "needle test"]):
        done = subprocess.run(
            [*command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "emg" in done.stdout or store.content_hash in done.stdout
    assert KnowledgeStore(tmp_path / "knowledge.db").content_hash == store.content_hash


def test_a_database_that_holds_the_content_already_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "knowledge.db"
    build(CONTENT, database)
    before = database.stat().st_ino
    build(CONTENT, database)
    assert database.stat().st_ino == before
