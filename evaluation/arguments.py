"""The command line of `python -m engine evaluate`; apart, so that other commands start quickly."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_to(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    halves = ("development", "release", "all")
    command.add_argument("--half", choices=halves, default="development")
    command.add_argument(
        "--sets", type=Path, help="messages of your own, in the form of tests/evaluation/sets"
    )
    command.add_argument("--baseline", action="store_true", help="a stock Rasa pipeline beside it")
    command.add_argument("--errors", action="store_true", help="print what went wrong, too")
    command.add_argument("--no-report", action="store_true", help="leave docs/ as it is")
    command.add_argument("--record", action="store_true", help="make these figures the floor")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from evaluation.command import run

    return run(options)
