"""Sees to it that there is a PostgreSQL for the tests; they start a server of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

from setup_steps.debian import install

_DEBIANS = Path("/usr/lib/postgresql")
_CLUSTERS = Path("/etc/postgresql-common/createcluster.d")
_MISSING = (
    "The tests need PostgreSQL's initdb and pg_ctl: run `apt-get install postgresql` as root "
    "(macOS: `brew install postgresql`), then this again."
)


def install_postgresql() -> None:
    """Install it if it is missing; the package shall not start a server on this machine."""
    if any(_DEBIANS.glob("*/bin/initdb")) or shutil.which("initdb"):
        return
    if shutil.which("apt-get") and not _CLUSTERS.parent.exists():
        _without_a_server()
    install("PostgreSQL for the tests", ("postgresql",), _MISSING)


def _without_a_server() -> None:
    try:
        _CLUSTERS.mkdir(parents=True)
        (_CLUSTERS / "none.conf").write_text("create_main_cluster = false\n", encoding="utf-8")
    except PermissionError:
        pass  # nor may we install, which is told next
