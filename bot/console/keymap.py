"""The keys of both consoles, in one table."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]

KEYS = Path(__file__).parent / "keys.yml"


@cache
def keymap() -> tuple[Json, ...]:
    """Each action with its keys, its title, and where it counts."""
    return tuple(yaml.safe_load(KEYS.read_text("utf-8")))
