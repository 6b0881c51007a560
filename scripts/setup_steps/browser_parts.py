"""Fetches what the widget and the console are built on, and puts it where the gateway serves it."""

from __future__ import annotations

import shutil

from setup_steps.errors import SetupError
from setup_steps.places import ROOT, STAMPS
from setup_steps.stamps import digest, is_stamped, put_stamp
from setup_steps.terminal import run, step
from setup_steps.tools import npm

_PACKAGES = ROOT / "node_modules"
_VENDOR = ROOT / "bot" / "static" / "vendor"
_FILES = {
    _VENDOR / "deepChat.bundle.js": _PACKAGES / "deep-chat" / "dist" / "deepChat.bundle.js",
    _VENDOR / "deepChat.LICENSE.txt": _PACKAGES / "deep-chat" / "LICENSE",
    _VENDOR / "htmx.min.js": _PACKAGES / "htmx.org" / "dist" / "htmx.min.js",
    _VENDOR / "htmx.LICENSE.txt": _PACKAGES / "htmx.org" / "LICENSE",
}


def fetch_browser_parts() -> None:
    """`npm ci` by the lock file, and copies of the files that are served."""
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    stamp = STAMPS / "browser-parts"
    if is_stamped(stamp, wanted) and all(path.exists() for path in _FILES):
        return
    with step("Fetching the browser parts"):
        run(
            [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            hint="Is the network up? Is npm allowed to reach its registry?",
        )
        _VENDOR.mkdir(parents=True, exist_ok=True)
        for target, source in _FILES.items():
            if not source.exists():
                raise SetupError(f"npm fetched no {source.relative_to(_PACKAGES)}; was it renamed?")
            shutil.copyfile(source, target)
    put_stamp(stamp, wanted)
