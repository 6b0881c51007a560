"""The set-up: what it fetches, what it leaves alone, and what it says when it cannot go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import setup
from setup_steps import chromium, environments, postgresql, terminal, tools
from setup_steps.errors import SetupError
from setup_steps.stamps import digest, put_stamp


def command(path: Path, prints: str, code: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {prints}\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_a_tool_of_the_machine_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uv = command(tmp_path / "uv", "uv 0.13.9")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tools.uv() == uv


@pytest.mark.parametrize(
    ("name", "find", "prints", "code"),
    [("uv", tools.uv, "broken", 127), ("npm", tools.npm, "6.14.18", 0)],
    ids=["a shim with nothing behind it", "an npm too old for the lock file"],
)
def test_a_tool_that_will_not_do_is_taken_from_tools(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    find: Callable[[], Path],
    prints: str,
    code: int,
) -> None:
    command(tmp_path / "machine" / name, prints, code)
    ours = command(tmp_path / "tools" / "bin" / name, "11.0.0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'machine'}:/bin")
    monkeypatch.setattr(tools, "TOOLS", tmp_path / "tools")
    assert find() == ours


def test_a_failing_command_is_shown_with_a_way_out(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SetupError, match="Is the network up"):
        terminal.run(["sh", "-c", "echo no such host; exit 3"], hint="Is the network up?")
    assert "no such host" in capfd.readouterr().err


def test_an_environment_that_fits_its_lock_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "bot.lock"
    lock.write_text("aiohttp==3.14.3")
    command(tmp_path / "venv" / "bin" / "python", "")
    monkeypatch.setattr("setup_steps.stamps.ROOT", tmp_path)
    monkeypatch.setattr(environments, "LOCKS", {tmp_path / "venv": lock})
    monkeypatch.setattr(environments, "uv", lambda: pytest.fail("nothing was to be done"))
    put_stamp(tmp_path / "venv" / "lock.sha256", digest([lock], "3.11"))
    environments.make_environments()


def test_without_python_3_11_it_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = command(tmp_path / "uv", "no interpreter found", code=2)
    lock = tmp_path / "bot.lock"
    lock.touch()
    monkeypatch.setattr("setup_steps.stamps.ROOT", tmp_path)
    monkeypatch.setattr(environments, "LOCKS", {tmp_path / "venv": lock})
    monkeypatch.setattr(environments, "uv", lambda: uv)
    with pytest.raises(SetupError, match=r"Python 3\.11 is needed.*apt-get install python3\.11"):
        environments.make_environments()


def test_without_chromium_and_apt_the_set_up_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "_CHROMIUM", tmp_path / "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="apt-get install chromium"):
        chromium.install_chromium()


def test_without_postgresql_and_apt_the_set_up_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_DEBIANS", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="apt-get install postgresql"):
        postgresql.install_postgresql()
    command(tmp_path / "initdb", "here")
    postgresql.install_postgresql()


def test_an_unknown_goal_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(["everything"]) == 2
    assert "environments, run, test" in capsys.readouterr().err
