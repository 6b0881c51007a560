"""The words of the web console, and the keys that it shares with the terminal's."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup, escape

Json = dict[str, Any]

HERE = Path(__file__).parent
KEYS = HERE.parent / "console" / "keys.yml"


@cache
def words() -> Json:
    """`words.yml`, read once."""
    return _read(HERE / "words.yml")


@cache
def keys() -> Json:
    """`keys.yml`: screen → duty → key, without what only the terminal has."""
    screens = _read(KEYS)
    return {
        screen: {name: entry for name, entry in duties.items() if entry.get("only") != "terminal"}
        for screen, duties in screens.items()
    }


def key(screen: str, duty: str) -> Markup:
    """The attributes by which keys.js and palette.js find an element."""
    entry = keys()[screen][duty]
    web = entry.get("web", entry["key"])
    shown, name = escape(entry["shown"]), escape(entry["words"])
    return Markup('data-key="{}" data-shown="{}" data-command="{}"').format(web, shown, name)


def _read(path: Path) -> Json:
    content: Json = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
