"""A PostgreSQL server of the tests' own: made in an empty folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from bot.store.database import make_engine

DEBIANS = Path("/usr/lib/postgresql")
OWNER = "postgres"
"""PostgreSQL refuses to run as root; Debian's package makes this user."""

IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """A running server, reached by a socket in its folder; every test has a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = 0

    def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"clinic{self._made}"
        engine = make_engine(self._address("postgres"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self.folder}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Make a cluster, start it, and end it."""
    # Not in pytest's folder: nobody but root may enter that one, and a socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="pg-") as made:
        folder = Path(made)
        _owned(folder)
        data = folder / "data"
        _run("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync")
        options = [f"-c {name}={value}" for name, value in IN_A_HURRY.items()]
        options += [f"-k {folder}", "-c listen_addresses="]
        log = folder / "log"
        _run("pg_ctl", "-D", data, "-l", log, "-w", "-t", "120", "-o", " ".join(options), "start")
        try:
            yield Postgres(folder)
        finally:
            _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _owned(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)


def _run(program: str, *arguments: object) -> None:
    command = [str(_place_of(program)), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", OWNER, "--", *command]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        check=False,
    )
    assert done.returncode == 0, f"{program} failed:\n{done.stdout or ''}"


def _place_of(program: str) -> Path:
    found = sorted(DEBIANS.glob(f"*/bin/{program}")) or [shutil.which(program) or ""]
    assert str(found[-1]), f"{program} is missing; `make test` installs PostgreSQL, see scripts/"
    return Path(found[-1])
