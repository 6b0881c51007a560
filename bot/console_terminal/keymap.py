"""Keys of keys.yml as Textual's bindings: the name of a key is the name of the action."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding, BindingType

from bot.console_terminal.words import Key, keys

ELSEWHERE = frozenset({"commands", "leave"})
"""Keys that Textual and the screens take care of themselves."""


def bindings(group: str) -> list[BindingType]:
    """What a screen binds."""
    return [one for key in keys(group) if key.name not in ELSEWHERE for one in _of(key)]


def _of(key: Key) -> Iterator[Binding]:
    """Several keys with one duty tell it which by their number."""
    several = key.key.split(",")
    for one in several:
        action = key.name if len(several) == 1 else f"{key.name}({one})"
        yield Binding(one, action, key.words, show=False)
