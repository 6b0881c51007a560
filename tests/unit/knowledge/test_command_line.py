"""`python -m knowledge`: what it prints and how it exits."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.__main__ import main


def test_check_counts_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "rows, all right" in capsys.readouterr().out


def test_build_shows_its_progress_and_the_hash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", str(tmp_path / "k.db"), "build"]) == 0
    printed = capsys.readouterr()
    assert "checking" in printed.err
    assert "writing" in printed.err
    assert "built" in printed.out


def test_mistakes_are_listed_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "types.yml").unlink()
    assert main(["--content", str(folder), "check"]) == 1
    assert "types.yml:1: file: the file is missing" in capsys.readouterr().err


def test_show_prints_every_field_with_its_sources(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", str(database), "show", "emg"]) == 0
    printed = capsys.readouterr().out
    for field in ("name:", "text:", "prepare:", "feels_like:", "sources:"):
        assert field in printed


def test_show_of_something_unknown_fails_in_words(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", str(database), "show", "egm"]) == 1
    assert "nothing is called 'egm'" in capsys.readouterr().err


def test_search_prints_the_best_hit_first(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", str(database), "search", "slipped", "disc"]) == 0
    assert "intervertebral_hernia" in capsys.readouterr().out.splitlines()[0]


def test_a_wrong_command_exits_with_2() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["buld"])
    assert caught.value.code == 2
