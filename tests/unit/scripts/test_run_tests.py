"""The test run: every test belongs to one run, and the sum tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest
import run_tests
from setup_steps.places import BOT, ENGINE, ROOT


def test_every_test_file_is_run_exactly_once() -> None:
    files = dict.fromkeys((ROOT / "tests").rglob("test_*.py"), 0)
    for run in run_tests.plan():
        for place in run.paths:
            for path in place.rglob("test_*.py") if place.is_dir() else [place]:
                files[path] += 1
    assert {str(path): times for path, times in files.items() if times != 1} == {}


@pytest.mark.parametrize(
    ("test", "environment"),
    [
        ("unit/nlu", ENGINE),
        ("unit/engine", ENGINE),
        ("unit/actions", ENGINE),
        ("conversations", ENGINE),
        ("evaluation", ENGINE),
        ("unit/knowledge", BOT),
        ("unit/bot", BOT),
        ("integration", BOT),
        ("browser", BOT),
    ],
)
def test_each_folder_runs_where_its_libraries_are(
    test: str, environment: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "unit").mkdir()
    (tmp_path / test).mkdir(parents=True, exist_ok=True)
    (tmp_path / test / "test_it.py").touch()
    monkeypatch.setattr(run_tests, "TESTS", tmp_path)
    (run,) = run_tests.plan()
    assert (run.environment, run.paths) == (environment, (tmp_path / test,))


REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


@pytest.mark.parametrize(
    ("counts", "returncode", "passed", "failed", "good"),
    [
        ((10, 0, 0, 0), 0, 10, 0, True),
        ((10, 2, 1, 3), 1, 4, 3, False),
        ((0, 0, 0, 0), 5, 0, 1, False),
        ((10, 0, 0, 0), 3, 10, 1, False),
        (None, 2, 0, 1, False),
    ],
    ids=["all-pass", "some-fail", "nothing-collected", "crash-at-the-end", "no-report"],
)
def test_the_counts_of_a_run(
    tmp_path: Path,
    counts: tuple[int, ...] | None,
    returncode: int,
    passed: int,
    failed: int,
    good: bool,
) -> None:
    report = tmp_path / "report.xml"
    if counts:
        report.write_text(REPORT.format(*counts))
    outcome = run_tests.count(report, returncode)
    assert (outcome.passed, outcome.failed, outcome.good) == (passed, failed, good)


@pytest.mark.parametrize(
    ("second", "line", "code"),
    [
        (run_tests.Outcome(2, 0, 0, True), "5 passed, 0 failed", 0),
        (run_tests.Outcome(1, 1, 0, False), "4 passed, 1 failed", 1),
    ],
    ids=["good", "bad"],
)
def test_the_last_line_sums_all_runs(
    second: run_tests.Outcome,
    line: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = iter([run_tests.Outcome(3, 0, 1, True), second])
    runs = [run_tests.Run("one", BOT, ()), run_tests.Run("two", ENGINE, ())]
    monkeypatch.setattr(run_tests, "plan", lambda: runs)
    monkeypatch.setattr(run_tests, "run_one", lambda run, options: next(outcomes))
    assert run_tests.main([]) == code
    assert capsys.readouterr().out.splitlines()[-1] == line
