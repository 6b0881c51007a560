"""Programs that the tests need and Debian has."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

from setup_steps.errors import SetupError
from setup_steps.terminal import run, step


def install(what: str, packages: Sequence[str], missing: str) -> None:
    """Install packages where this is Debian and we may; say what to do elsewhere."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise SetupError(missing)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    with step(f"Installing {what}"):
        run([apt, "update", "-qq"], hint=missing)
        run([apt, "install", "-qq", "-y", "--no-install-recommends", *packages], hint=missing)
