"""Runs the commands of the set-up and shows how long they take."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from setup_steps.errors import SetupError
from setup_steps.places import ROOT

# Bytecode is wanted (compiling anew costs every start ten seconds), whatever the shell has set,
# and an environment that happens to be active must not be taken for ours.
_UNWANTED = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
# Rasa and TensorFlow fill a screen with remarks on their own code before they begin.
_QUIET = {
    "PYTHONWARNINGS": "ignore",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "OMP_NUM_THREADS": "1",
}
_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def step(label: str) -> Iterator[None]:
    """Say what is being done, every ten seconds that it still is, and how long it took."""
    start, done = time.monotonic(), threading.Event()
    print(f"{label} ...", flush=True)

    def remind() -> None:
        while not done.wait(_SECONDS_BETWEEN_LINES):
            print(f"{label} ... {time.monotonic() - start:.0f} s", flush=True)

    reminder = threading.Thread(target=remind, daemon=True)
    reminder.start()
    try:
        yield
    finally:
        done.set()
        reminder.join()
    print(f"{label}: done in {time.monotonic() - start:.1f} s", flush=True)


def run(command: Sequence[str | Path], hint: str) -> str:
    """Run a command in the project's folder, return what it printed; `hint` helps if it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except OSError as error:
        raise SetupError(f"{command[0]} could not be started ({error}). {hint}") from error
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        raise SetupError(f"`{' '.join(map(str, command))}` failed, see above. {hint}")
    return done.stdout


def run_shown(command: Sequence[str | Path], hint: str) -> None:
    """Run a command that shows its own progress."""
    words = [str(part) for part in command]
    if subprocess.run(words, cwd=ROOT, env=_environment(), check=False).returncode:
        raise SetupError(f"`{' '.join(map(str, command))}` failed, see above. {hint}")


def _environment() -> dict[str, str]:
    return {**{k: v for k, v in os.environ.items() if k not in _UNWANTED}, **_QUIET}
