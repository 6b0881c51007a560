"""How the page looks; it stands inside the page, so that the page loads nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "summary.css"


@cache
def style() -> str:
    """The rules, read once."""
    return _FILE.read_text(encoding="utf-8")


def style_source() -> str:
    """What a content security policy must name so that a browser takes the rules."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"'sha256-{digest}'"
