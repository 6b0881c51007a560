"""The set-up does a step again only when what it depends on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from setup_steps import stamps


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    for name in ("a.yml", "deep/b.yml", "deep/__pycache__/c.pyc"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "content"


def test_all_files_count_but_compiled_ones(folder: Path) -> None:
    assert [path.name for path in stamps.files_under(folder)] == ["a.yml", "b.yml"]


def test_a_place_that_does_not_exist_has_no_files(folder: Path) -> None:
    assert stamps.files_under(folder / "none", folder / "a.yml") == [folder / "a.yml"]


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "a.yml").write_text("other"),
        lambda folder: (folder / "a.yml").rename(folder / "z.yml"),
        lambda folder: (folder / "new.yml").write_text(""),
        lambda folder: (folder / "a.yml").unlink(),
    ],
    ids=["changed", "renamed", "added", "removed"],
)
def test_any_change_changes_the_digest(folder: Path, change: object) -> None:
    before = stamps.digest(stamps.files_under(folder))
    assert callable(change)
    change(folder)
    assert stamps.digest(stamps.files_under(folder)) != before


def test_the_same_files_with_other_words_are_another_digest(folder: Path) -> None:
    files = stamps.files_under(folder)
    assert stamps.digest(files, "3.11") != stamps.digest(files, "3.12")


def test_a_stamp_holds_for_its_own_value_only(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp"
    assert not stamps.is_stamped(stamp, "x")
    stamps.put_stamp(stamp, "x")
    assert stamps.is_stamped(stamp, "x")
    assert not stamps.is_stamped(stamp, "y")
