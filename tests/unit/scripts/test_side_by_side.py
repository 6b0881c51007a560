"""Jobs side by side: who waits for whom, and that no two talk at once."""

from __future__ import annotations

import threading
from typing import IO

import pytest
from side_by_side import Job, do


class Diary:
    """Jobs that note when they begin and end."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def job(self, name: str, after: str | None = None, *, good: bool = True) -> Job:
        def work(says: IO[str]) -> bool:
            self.events.append(f"{name} begins")
            says.write(f"{name} speaks\n{name} has spoken\n")
            self.events.append(f"{name} ends")
            return good

        return Job(name, work, after)


def test_as_many_run_at_once_as_may() -> None:
    together = threading.Barrier(3, timeout=60)  # who comes alone breaks it

    def meet(_says: IO[str]) -> bool:
        together.wait()
        return True

    do([Job(name, meet) for name in "abc"], at_once=3)
    assert not together.broken


def test_one_after_the_other_goes_in_the_order_given() -> None:
    diary = Diary()
    do([diary.job(name) for name in "abc"], at_once=1)
    assert diary.events == [f"{name} {does}" for name in "abc" for does in ("begins", "ends")]


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_who_needs_another_waits_for_it_and_lets_others_pass(at_once: int) -> None:
    diary = Diary()
    do([diary.job("late", after="early"), diary.job("early"), diary.job("free")], at_once)
    assert diary.events.index("late begins") > diary.events.index("early ends")
    assert "free ends" in diary.events


def test_what_is_missing_is_said_and_who_needs_it_is_not_begun(
    capsys: pytest.CaptureFixture[str],
) -> None:
    diary = Diary()
    do([diary.job("early", good=False), diary.job("late", after="early")], at_once=2)
    assert "late begins" not in diary.events
    assert "not done, as early is missing" in capsys.readouterr().out


def test_a_job_that_breaks_off_is_shown_and_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    diary = Diary()

    def break_off(_says: IO[str]) -> bool:
        raise OSError("no such program")

    jobs = [Job("broken", break_off), diary.job("next"), diary.job("late", after="broken")]
    do(jobs, at_once=1)
    assert "next ends" in diary.events
    assert "late begins" not in diary.events
    assert "no such program" in capsys.readouterr().out


def test_no_two_talk_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    diary = Diary()
    do([diary.job(name) for name in "abcdef"], at_once=6)
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    blocks = [lines[start : start + 3] for start in range(0, len(lines), 3)]
    assert sorted(heading.split(":")[0] for heading, _, _ in blocks) == [
        f"=== {name}" for name in "abcdef"
    ]
    for heading, first, second in blocks:
        name = heading[4]
        assert (first, second) == (f"{name} speaks", f"{name} has spoken")
