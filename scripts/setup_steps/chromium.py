"""Sees to it that there is a Chromium for the browser tests."""

from __future__ import annotations

from pathlib import Path

from setup_steps.debian import install

_CHROMIUM = Path("/usr/bin/chromium")
_MISSING = (
    "The browser tests need Debian's Chromium at /usr/bin/chromium: "
    "run `apt-get install chromium` as root, then this again."
)


def install_chromium() -> None:
    """Install it if it is missing."""
    if not _CHROMIUM.exists():
        install("Chromium for the browser tests", ("chromium", "fonts-liberation"), _MISSING)
