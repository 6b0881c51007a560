"""The interpreter of the real lexicon, loaded once, and short readings for tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from nlu.language.facts import Reading
from nlu.language.interpretation import Interpreter

SUNDAY = date(2026, 11, 22)
Read = Callable[[str], Reading]


@pytest.fixture(scope="session")
def interpreter() -> Interpreter:
    """Everything the lexicon knows."""
    return Interpreter()


@pytest.fixture(scope="session")
def read(interpreter: Interpreter) -> Read:
    """Read a message as if it came on Sunday, 22 November 2026."""
    return lambda text: interpreter.read(text, today=SUNDAY)
