"""Every file in the folders beside this one is a conversation; its name is its sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conversations.player import Player, load, play

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.stem}" for p in FILES])
def test_conversation(path: Path, new_player: Callable[[], Player]) -> None:
    play(load(path), new_player())
