"""The tag that a clinic pastes: versions of the launcher and the hash that pins each of them.

A browser that is given the hash runs this launcher and no other in the clinic's page, whatever
becomes of our server; so a published version never changes, and stays. Whoever changes a part of
the launcher after a release writes the released one to `static/widget/releases` and counts up.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path

from bot.squeezed import File, Script, content

WIDGET = Path(__file__).parent / "static" / "widget"
PARTS = ("settings", "drawing", "button", "hint", "panel", "mounting", "page")
CURRENT = "1.0.0"
LAUNCHER = Script(tuple(WIDGET / "launcher" / f"{part}.js" for part in PARTS))
"""The version that the source is at, and the source."""

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def launcher(version: str) -> File | None:
    """A published version, or None."""
    if version == CURRENT:
        return LAUNCHER
    path = WIDGET / "releases" / f"{version}.js"
    return path if _VERSION.fullmatch(version) and path.is_file() else None


def integrity(script: File) -> str:
    """The value of a script's `integrity` attribute."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content(script)).digest()).decode()


def script_tag(url: str, clinic: str) -> str:
    """What a clinic pastes into its page."""
    address = f"{url.rstrip('/')}/widget/{CURRENT}/widget.js"
    return (
        f'<script src="{escape(address)}"\n'
        f'        integrity="{integrity(LAUNCHER)}"\n'
        f'        crossorigin="anonymous" data-clinic="{escape(clinic)}" async></script>'
    )
