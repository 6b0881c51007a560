"""Runs every test, each in the environment that it needs, and sums the results in the last line.

`python3 scripts/run_tests.py [pytest options]`; fast tests come first. Exit code 0 only if every
run passed and ran something.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from setup_steps.places import BOT, ENGINE, ROOT, python_of

TESTS = ROOT / "tests"
ENGINE_UNITS = ("nlu", "engine", "actions")
ENGINE_WHOLE = ("conversations", "evaluation")
LAST = ("integration", "browser")  # the slowest ones of the bot's environment
NOT_TESTS = {"fakes", "data", "__pycache__"}

SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@dataclass(frozen=True)
class Run:
    """One pytest run: a name, the environment, and what is collected, in this order."""

    name: str
    environment: Path
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    passed: int
    failed: int
    skipped: int
    good: bool


def plan() -> list[Run]:
    """The runs, fast ones first; every folder of tests/ belongs to exactly one."""
    units = _folders(TESTS / "unit")
    whole = [path for path in _folders(TESTS) if path.name != "unit"]
    engine_units = [path for path in units if path.name in ENGINE_UNITS]
    engine_whole = [path for path in whole if path.name in ENGINE_WHOLE]
    bot_units = [path for path in units if path not in engine_units]
    bot_whole = [path for path in whole if path not in engine_whole]
    bot_whole.sort(key=lambda path: LAST.index(path.name) if path.name in LAST else -1)
    runs = [
        Run("units of the bot", BOT, (*sorted(TESTS.glob("test_*.py")), *bot_units)),
        Run("units and conversations of the engine", ENGINE, (*engine_units, *engine_whole)),
        Run("the whole service", BOT, tuple(bot_whole)),
    ]
    return [run for run in runs if run.paths]


def _folders(parent: Path) -> list[Path]:
    """The folders in `parent` that hold tests somewhere."""
    return sorted(
        path
        for path in parent.iterdir()
        if path.is_dir() and path.name not in NOT_TESTS and any(path.rglob("test_*.py"))
    )


def run_one(run: Run, options: list[str]) -> Outcome:
    """Run pytest once and count from its report."""
    print(f"\n=== {run.name}", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            str(python_of(run.environment)),
            "-m",
            "pytest",
            "-q",
            "-rfEs",
            f"--junitxml={report}",
        ]
        done = subprocess.run(
            [*command, *options, *map(str, run.paths)],
            cwd=ROOT,
            env={**os.environ, **SETTINGS},
            check=False,
        )
        outcome = count(report, done.returncode)
    print(f"=== {run.name}: {time.monotonic() - start:.0f} s", flush=True)
    return outcome


def count(report: Path, returncode: int) -> Outcome:
    """Read pytest's report; a run that left none, or failed without a failure, counts as one."""
    totals = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    if report.exists():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own
            for key in totals:
                totals[key] += int(suite.get(key, 0))
    failed = totals["failures"] + totals["errors"]
    passed = max(0, totals["tests"] - failed - totals["skipped"])
    if returncode != 0 and failed == 0:
        failed = 1
    return Outcome(passed, failed, totals["skipped"], returncode == 0)


def main(options: list[str]) -> int:
    """Command line."""
    outcomes = [run_one(run, options) for run in plan()]
    skipped = sum(outcome.skipped for outcome in outcomes)
    if skipped:
        print(f"\n{skipped} skipped, or failing as expected: see above")
    passed, failed = sum(o.passed for o in outcomes), sum(o.failed for o in outcomes)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
