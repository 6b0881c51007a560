"""The tag that a clinic pastes: versions of the launcher and the hash that pins each of them.

A browser that is given the hash runs this launcher and no other in the clinic's page, whatever
becomes of our server; so a published version never changes, and stays. Its predecessors lie under
`static/widget/releases`. Whoever changes `widget.js` copies the old one there and counts up.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path

WIDGET = Path(__file__).parent / "static" / "widget"
CURRENT = "1.0.0"
LAUNCHER = WIDGET / "widget.js"
"""The version that the source is at, and the source."""

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def launcher(version: str) -> Path | None:
    """The file of a published version, or None."""
    if version == CURRENT:
        return LAUNCHER
    path = WIDGET / "releases" / f"{version}.js"
    return path if _VERSION.fullmatch(version) and path.is_file() else None


def integrity(path: Path) -> str:
    """The value of a script's `integrity` attribute."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def script_tag(url: str, clinic: str) -> str:
    """What a clinic pastes into its page."""
    address = f"{url.rstrip('/')}/widget/{CURRENT}/widget.js"
    return (
        f'<script src="{escape(address)}"\n'
        f'        integrity="{integrity(LAUNCHER)}"\n'
        f'        crossorigin="anonymous" data-clinic="{escape(clinic)}" async></script>'
    )
