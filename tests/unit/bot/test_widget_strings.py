"""Every word of the widget stands in one file: none is missing there, and none is left over."""

from __future__ import annotations

import json
import re

import pytest

from bot.embedding import WIDGET

STRINGS: dict[str, str] = json.loads((WIDGET / "strings.en.json").read_text("utf-8"))
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(WIDGET.rglob("*.js")))
LITERAL = re.compile(r"""["'`]([a-z]+(?:\.[a-z_]+)*)["'`]""")
MADE = re.compile(r"`([a-z]+\.|)\$\{\w+(?:\.\w+)?\}(\.[a-z]+|)`")
"""Keys that are put together: `menu.${name}`, `${name}.yes`."""


def used() -> tuple[set[str], list[tuple[str, str]]]:
    """Keys that are named, and beginnings and ends of those that are made."""
    return set(LITERAL.findall(SOURCE)), MADE.findall(SOURCE)


@pytest.mark.parametrize("key", STRINGS)
def test_no_word_is_left_over(key: str) -> None:
    named, made = used()
    base = key.removesuffix(".one")
    by_dot = f"strings.{key}" in SOURCE or f"words.{key}" in SOURCE
    put_together = any(
        (start or end) and base.startswith(start) and base.endswith(end) for start, end in made
    )
    assert base in named or by_dot or put_together


def test_no_word_is_missing() -> None:
    asked = set(re.findall(r"""\b(?:t|tn|call)\(\s*["']([\w.]+)["']""", SOURCE))
    asked |= set(re.findall(r"""strings\["([\w.]+)"\]""", SOURCE))
    assert len(asked) > 40
    assert asked - {*STRINGS} == set()
