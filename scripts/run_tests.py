"""Runs every test, each in the environment that it needs, and sums the results in the last line.

`python3 scripts/run_tests.py [pytest options]`. The parts run side by side, as many at once as
there are cores (TEST_JOBS=1: one after the other), and the model is trained beside those that need
none. Exit code 0 only if every part passed and ran something.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from setup_steps.places import BOT, ENGINE, ROOT, python_of
from side_by_side import Job, do

TESTS = ROOT / "tests"
TRAINING = "the model"

SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@dataclass(frozen=True)
class Part:
    """Folders and files of tests/ that are one pytest run; what is named more closely wins."""

    name: str
    environment: Path
    places: tuple[str, ...]
    needs_model: bool = False


# What takes long begins early, so that all end at about the same time.
PARTS = (
    Part("conversations", ENGINE, ("conversations", "evaluation"), needs_model=True),
    Part("the whole service", BOT, ("whole",), needs_model=True),
    Part("the console in the browser", BOT, ("browser/console",), needs_model=True),
    Part("browser", BOT, ("browser",)),
    Part("flood", BOT, ("integration/telegram/test_flood.py",)),
    Part("Telegram", BOT, ("integration/telegram",)),
    Part("units of the engine", ENGINE, ("unit/nlu", "unit/engine", "unit/actions")),
    Part("integration", BOT, ("integration",)),
    Part("units of the bot", BOT, ("",)),
)


@dataclass(frozen=True)
class Run:
    """A part with its test files."""

    part: Part
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    passed: int
    failed: int
    skipped: int
    good: bool


NOT_RUN = Outcome(0, 1, 0, good=False)


def plan() -> list[Run]:
    """The parts that have tests, in the order in which they should begin."""
    files: dict[Part, list[Path]] = {part: [] for part in PARTS}
    for file in sorted(TESTS.rglob("test_*.py")):
        files[_part_of(file)].append(file)
    return [Run(part, tuple(found)) for part, found in files.items() if found]


def _part_of(file: Path) -> Part:
    places = [(TESTS / place, part) for part in PARTS for place in part.places]
    return max(
        ((place, part) for place, part in places if file.is_relative_to(place)),
        key=lambda found: len(found[0].parts),
    )[1]


def run_one(run: Run, options: Sequence[str], says: IO[str]) -> Outcome:
    """Run pytest once and count from its report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(python_of(run.part.environment)), "-m", "pytest", "-q", "-rfEs"]
        done = subprocess.run(
            [*command, f"--junitxml={report}", *options, *map(str, run.files)],
            cwd=ROOT,
            env={**os.environ, **SETTINGS},
            stdout=says,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return count(report, done.returncode)


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


def train(says: IO[str]) -> bool:
    """Bring the model up to date; whether it is."""
    command = [sys.executable, str(ROOT / "scripts" / "setup.py"), "run"]
    done = subprocess.run(command, stdout=says, stderr=subprocess.STDOUT, check=False)
    return done.returncode == 0


def run_all(runs: Sequence[Run], options: Sequence[str]) -> list[Outcome]:
    """Run them side by side; those that need the model wait for it."""
    outcomes: dict[str, Outcome] = {}

    def work(run: Run, says: IO[str]) -> bool:
        outcomes[run.part.name] = run_one(run, options, says)
        return outcomes[run.part.name].good

    jobs = [
        Job(run.part.name, partial(work, run), TRAINING if run.part.needs_model else None)
        for run in runs
    ]
    do([Job(TRAINING, train), *jobs], at_once())
    return [outcomes.get(run.part.name, NOT_RUN) for run in runs]


def at_once() -> int:
    """How many parts may run at the same time."""
    return int(os.environ.get("TEST_JOBS") or len(os.sched_getaffinity(0)))


def main(options: list[str]) -> int:
    """Command line."""
    outcomes = run_all(plan(), options)
    skipped = sum(outcome.skipped for outcome in outcomes)
    if skipped:
        print(f"\n{skipped} skipped, or failing as expected: see above")
    passed, failed = sum(o.passed for o in outcomes), sum(o.failed for o in outcomes)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
