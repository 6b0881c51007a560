"""Makes the two Python environments and keeps them as their lock files say."""

from __future__ import annotations

from pathlib import Path

from setup_steps.places import BOT, ENGINE, PYTHON_VERSION, ROOT, python_of
from setup_steps.stamps import digest, is_stamped, put_stamp
from setup_steps.terminal import run, step
from setup_steps.tools import uv

LOCKS = {
    BOT: ROOT / "requirements" / "bot.lock",
    ENGINE: ROOT / "requirements" / "engine.lock",
}


def make_environments() -> None:
    """Bring both environments up to date."""
    for environment, lock in LOCKS.items():
        wanted, stamp = digest([lock], PYTHON_VERSION), environment / "lock.sha256"
        if python_of(environment).exists() and is_stamped(stamp, wanted):
            continue
        if not python_of(environment).exists():
            _make(environment)
        _sync(environment, lock)
        put_stamp(stamp, wanted)


def _make(environment: Path) -> None:
    with step(f"Making {environment.name} with Python {PYTHON_VERSION}"):
        run(
            [uv(), "venv", "--quiet", "--clear", "--python", PYTHON_VERSION, environment],
            hint=f"Python {PYTHON_VERSION} is needed and could not be had: install it (Debian 12: "
            f"apt-get install python{PYTHON_VERSION}; pyenv: pyenv install {PYTHON_VERSION}), "
            "then run this again.",
        )


def _sync(environment: Path, lock: Path) -> None:
    with step(f"Installing {lock.relative_to(ROOT)} into {environment.name}"):
        run(
            [
                *(uv(), "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode"),
                *("--python", python_of(environment), lock),
            ],
            hint="Is the network up? What was already fetched is kept, so run this again.",
        )
