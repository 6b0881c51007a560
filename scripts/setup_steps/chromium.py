"""Sees to it that there is a Chromium for the browser tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from setup_steps.errors import SetupError
from setup_steps.terminal import run, step

_CHROMIUM = Path("/usr/bin/chromium")
_MISSING = (
    "The browser tests need Debian's Chromium at /usr/bin/chromium: "
    "run `apt-get install chromium` as root, then this again."
)


def install_chromium() -> None:
    """Install it where this is Debian and we may; say what to do elsewhere."""
    if _CHROMIUM.exists():
        return
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise SetupError(_MISSING)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    with step("Installing Chromium for the browser tests"):
        run([apt, "update", "-qq"], hint=_MISSING)
        packages = ("chromium", "fonts-liberation")
        run([apt, "install", "-qq", "-y", "--no-install-recommends", *packages], hint=_MISSING)
