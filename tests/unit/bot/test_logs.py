"""Logs: only what is on the list, conversations as hashes, errors without their words."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import log_key, set_up_logs
from bot.settings import load_settings

CANARY = "Xylocanary"


@pytest.fixture
def start_logs(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Called inside a test, where stderr is what `capsys` listens to; put back afterwards."""
    root = logging.getLogger()
    before = list(root.handlers), root.level
    settings = load_settings(bot_data_dir=tmp_path, log_format="json", log_level="debug")
    yield lambda: set_up_logs(settings)
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_unlisted_fields_are_left_out(
    capsys: pytest.CaptureFixture[str], start_logs: Callable[[], None]
) -> None:
    start_logs()
    structlog.get_logger().info("turn", status=200, text=CANARY, token=CANARY)
    (line,) = lines(capsys)
    assert (line["event"], line["status"]) == ("turn", 200)
    assert CANARY not in json.dumps(line)


def test_conversations_become_hashes_that_belong_together(
    capsys: pytest.CaptureFixture[str], start_logs: Callable[[], None]
) -> None:
    start_logs()
    for name in ("a", "a", "b"):
        structlog.get_logger().info("turn", conversation=name)
    first, again, other = (line["conversation"] for line in lines(capsys))
    assert first == again != other
    assert len(str(first)) == 12


def test_an_error_is_told_by_kind_and_place(
    capsys: pytest.CaptureFixture[str], start_logs: Callable[[], None]
) -> None:
    start_logs()
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        structlog.get_logger().error("broken", exc_info=error)
        logging.getLogger("asyncio").exception("Task %s failed", CANARY)
        logging.getLogger("aiohttp.server").error(f"Error: {CANARY}", exc_info=True)
    told = lines(capsys)
    assert CANARY not in json.dumps(told)
    assert [line["error"] for line in told] == ["ValueError"] * 3
    assert str(told[0]["places"]).startswith("['test_logs.py:")
    assert [line["event"] for line in told] == ["broken", "library_line", "library_line"]


def test_line_ends_cannot_forge_a_line(
    capsys: pytest.CaptureFixture[str], start_logs: Callable[[], None]
) -> None:
    start_logs()
    structlog.get_logger().info("turn", reason='x\n{"event": "forged"}')
    assert len(lines(capsys)) == 1


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    settings = load_settings(bot_data_dir=tmp_path)
    assert log_key(settings) == log_key(settings)
    assert (tmp_path / "log.key").stat().st_mode & 0o077 == 0
    assert log_key(load_settings(bot_data_dir=tmp_path, log_key="sesame")) == b"sesame"
