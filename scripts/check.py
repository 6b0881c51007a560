"""Runs the static checks one after the other: all of them, also when an early one fails."""

from __future__ import annotations

import subprocess
import sys

from setup_steps.places import BOT, ENGINE, ROOT, python_of

BOT_PACKAGES = ("bot", "knowledge", "assessment", "scripts/setup_steps")
BOT_SCRIPTS = ("scripts/setup.py", "scripts/run_tests.py", "scripts/check.py")
ENGINE_PACKAGES = ("nlu", "actions", "engine", "evaluation")

CHECKS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "types of the bot": ["mypy", *BOT_PACKAGES, *BOT_SCRIPTS],
    "types of the engine": [
        *("mypy", "--python-executable", str(python_of(ENGINE)), "--follow-imports=silent"),
        *("--cache-dir", ".mypy_cache/engine", *ENGINE_PACKAGES),
    ],
    "imports": ["lint-imports", "--no-cache"],
    "yaml": ["yamllint", "--strict", "."],
}


def main() -> int:
    """Command line; arguments are names of checks, none means all."""
    failed = []
    for name in sys.argv[1:] or CHECKS:
        program, *arguments = CHECKS[name]
        print(f"=== {name}", flush=True)
        done = subprocess.run([BOT / "bin" / program, *arguments], cwd=ROOT, check=False)
        if done.returncode != 0:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
