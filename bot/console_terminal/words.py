"""Every word of the terminal console (words.yml), and the keys that both consoles share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.console_terminal.errors import ConsoleError

HERE = Path(__file__).parent
KEYS_FILE = HERE.parent / "console" / "keys.yml"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `name` is the action, `key` Textual's name, `shown` what people read."""

    name: str
    key: str
    shown: str
    words: str
    hint: str = ""
    right: str = ""
    """The right that one needs for it, if any."""


@cache
def words() -> dict[str, Any]:
    """The file, read once."""
    read: dict[str, Any] = yaml.safe_load((HERE / "words.yml").read_text("utf-8"))
    return read


def say(path: str, /, **facts: object) -> str:
    """The sentence at a dotted path, filled in with facts (which are never read as templates)."""
    found: Any = words()
    for part in path.split("."):
        found = found[part]
    return str(found).format(**facts) if facts else str(found)


def term(group: str, key: str) -> str:
    """The word for an id, such as a level or a channel; an id without one speaks for itself."""
    return str(words()[group].get(key, key.replace("_", " ")))


def sentence(error: ConsoleError) -> str:
    """What an error means to the agent."""
    return say(f"errors.{error.code}", **error.facts)


@cache
def keys(group: str) -> tuple[Key, ...]:
    """The keys of one screen, as this console has them."""
    read = yaml.safe_load(KEYS_FILE.read_text("utf-8"))
    return tuple(
        Key(
            name,
            entry["key"],
            entry["shown"],
            entry["words"],
            entry.get("hint", ""),
            entry.get("right", ""),
        )
        for name, entry in read[group].items()
        if entry.get("only", "terminal") == "terminal"
    )


def keys_for(group: str, rights: Collection[str]) -> list[Key]:
    """Those that somebody with these rights can use."""
    return [key for key in keys(group) if not key.right or key.right in rights]
