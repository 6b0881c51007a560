"""Every file in the folders beside this one is a conversation; its name is its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from tests.conversations.conftest import Played

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))


def name_of(path: Path) -> str:
    """`safety/a_red_flag_inside_a_question`."""
    return path.relative_to(HERE).with_suffix("").as_posix()


def known_failures() -> Mapping[str, str]:
    """Conversation -> why it fails still; when one passes, its line must go."""
    text = (HERE / "known_failures.yml").read_text(encoding="utf-8")
    failures: Mapping[str, str] = yaml.safe_load(text) or {}
    return failures


def cases() -> list[object]:
    """A case for each file; a known failure is expected to fail, and only to fail."""
    failures = known_failures()
    return [
        pytest.param(
            path,
            id=name_of(path),
            marks=pytest.mark.xfail(
                name_of(path) in failures,
                reason=failures.get(name_of(path), ""),
                raises=AssertionError,
                strict=True,
            ),
        )
        for path in FILES
    ]


@pytest.mark.parametrize("path", cases())
def test_conversation(path: Path, played: Callable[[Path], Played]) -> None:
    fault = played(path).fault
    if fault:
        raise fault


def test_each_known_failure_is_a_conversation_and_says_why() -> None:
    names = {name_of(path) for path in FILES}
    assert {name for name, why in known_failures().items() if name not in names or not why} == set()
