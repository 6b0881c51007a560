"""Finds uv and npm on the machine, or puts them into the small environment .tools."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup_steps.errors import SetupError
from setup_steps.places import NPM_PACKAGE, TOOLS, UV_PACKAGE, python_of
from setup_steps.terminal import run, step

_OLDEST_NPM = 7  # the first that reads a lock file of version 3


def uv() -> Path:
    """A uv that works."""
    on_path = shutil.which("uv")
    if on_path and _version(on_path):
        return Path(on_path)
    return _from_tools("uv", UV_PACKAGE)


def npm() -> Path:
    """An npm that works and is new enough."""
    on_path = shutil.which("npm")
    if on_path and int(_version(on_path).partition(".")[0] or 0) >= _OLDEST_NPM:
        return Path(on_path)
    npm_in_tools = _from_tools("npm", NPM_PACKAGE)
    # npm's first line asks for `node` on the PATH.
    os.environ["PATH"] = f"{npm_in_tools.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return npm_in_tools


def _version(command: str) -> str:
    """What `command --version` prints; empty if it does not work."""
    try:
        done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _from_tools(name: str, package: str) -> Path:
    command = TOOLS / "bin" / name
    if command.exists():
        return command
    if not python_of(TOOLS).exists():
        _make_tools()
    with step(f"Fetching {name}"):
        run(
            [python_of(TOOLS), "-m", "pip", "install", "--quiet", package],
            hint=f"Is the network up? Or install {name} yourself and run this again.",
        )
    return command


def _make_tools() -> None:
    with step("Making .tools for what this machine lacks"):
        run(
            [sys.executable, "-m", "venv", TOOLS],
            hint="On Debian: apt-get install python3-venv. Or install uv and run this again.",
        )
    if not python_of(TOOLS).exists():
        raise SetupError(f"{TOOLS} has no Python; remove the folder and run this again.")
