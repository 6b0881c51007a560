"""When the model must be trained anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.fingerprint import fingerprint, is_current, note_of


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "config.yml").write_text("language: en")
    (tmp_path / "nlu" / "inform.yml").write_text("nlu: []")
    (tmp_path / "nlu" / "README.md").write_text("words for people")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "matters"),
    [("config.yml", True), ("nlu/inform.yml", True), ("nlu/README.md", False)],
)
def test_only_what_the_model_depends_on_counts(tree: Path, changed: str, matters: bool) -> None:
    before = fingerprint(tree)
    (tree / changed).write_text("something else")
    assert (fingerprint(tree) != before) is matters


def test_a_model_without_its_note_is_not_current(tree: Path) -> None:
    model = tree / "back-tremor.tar.gz"
    model.write_bytes(b"model")
    assert not is_current(model, tree)
    note_of(model).write_text(fingerprint(tree))
    assert is_current(model, tree)
