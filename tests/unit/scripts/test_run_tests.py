"""The test run: every test belongs to one run, and the sum tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest
import run_tests
from setup_steps.places import BOT, ENGINE, ROOT


def test_every_test_file_is_run_exactly_once() -> None:
    run = sorted(file for one in run_tests.plan() for file in one.files)
    assert run == sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize(
    ("folder", "environment", "needs_model"),
    [
        ("unit/nlu/language", ENGINE, False),
        ("unit/engine", ENGINE, False),
        ("unit/actions", ENGINE, False),
        ("conversations", ENGINE, True),
        ("evaluation", ENGINE, True),
        ("whole", BOT, True),
        ("unit/knowledge", BOT, False),
        ("unit/bot", BOT, False),
        ("integration", BOT, False),
        ("integration/telegram", BOT, False),
        ("browser", BOT, False),
        ("a new folder", BOT, False),
    ],
)
def test_each_folder_runs_where_its_libraries_are(
    folder: str,
    environment: Path,
    needs_model: bool,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    file = tmp_path / folder / "test_it.py"
    file.parent.mkdir(parents=True)
    file.touch()
    monkeypatch.setattr(run_tests, "TESTS", tmp_path)
    (run,) = run_tests.plan()
    assert (run.part.environment, run.part.needs_model) == (environment, needs_model)
    assert run.files == (file,)


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


ALONE = run_tests.Part("alone", BOT, ())
TRAINED = run_tests.Part("trained", ENGINE, (), needs_model=True)
GOOD, BAD = run_tests.Outcome(2, 0, 1, True), run_tests.Outcome(1, 1, 0, False)


@pytest.mark.parametrize(
    ("trained", "second", "line", "code"),
    [
        (True, GOOD, "4 passed, 0 failed", 0),
        (True, BAD, "3 passed, 1 failed", 1),
        (False, GOOD, "2 passed, 1 failed", 1),
    ],
    ids=["good", "a part fails", "there is no model"],
)
def test_the_last_line_sums_all_parts(
    trained: bool,
    second: run_tests.Outcome,
    line: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = {ALONE: GOOD, TRAINED: second}
    runs = [run_tests.Run(part, ()) for part in outcomes]
    monkeypatch.setattr(run_tests, "plan", lambda: runs)
    monkeypatch.setattr(run_tests, "train", lambda says: trained)
    monkeypatch.setattr(run_tests, "run_one", lambda run, options, says: outcomes[run.part])
    assert run_tests.main([]) == code
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_what_a_part_says_and_how_it_ends_is_pytests_own(tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text("def test_it(): pass\ndef test_that(): assert 'a' == 'b'\n")
    with (tmp_path / "said").open("w+") as says:
        outcome = run_tests.run_one(run_tests.Run(ALONE, (file,)), ["-p", "no:cacheprovider"], says)
        says.seek(0)
        words = says.read()
    assert outcome == run_tests.Outcome(1, 1, 0, good=False)
    assert "test_that" in words
