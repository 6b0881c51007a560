"""Does jobs side by side; what a job says is shown as a whole once it is over."""

from __future__ import annotations

import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

SECONDS_BETWEEN_LINES = 30.0


@dataclass(frozen=True)
class Job:
    """Something to do: it writes what it says to a file and tells whether it went well.

    It begins only when the job named `after` is over, and not at all if that went wrong.
    """

    name: str
    work: Callable[[IO[str]], bool]
    after: str | None = None


def do(jobs: Sequence[Job], at_once: int) -> None:
    """Do all jobs, so many at once; of those that may begin, the first is next."""
    crew = _Crew(jobs)
    threads = [threading.Thread(target=crew.take_jobs) for _ in range(at_once)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(SECONDS_BETWEEN_LINES)
                if thread.is_alive():
                    crew.tell_what_runs()
    finally:  # after Ctrl-C, which the jobs hear too, nothing new begins
        crew.stop()


class _Crew:
    """What waits, runs and is over, for all threads."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._waiting = list(jobs)
        self._since: dict[str, float] = {}
        self._good: dict[str, bool] = {}
        self._changed = threading.Condition()

    def take_jobs(self) -> None:
        """Do one job after the other until there are no more."""
        while (job := self._next()) is not None:
            good, words = False, f"not done, as {job.after} is missing\n"
            if self._good.get(job.after or "", True):
                good, words = _listened_to(job)
            self._end(job, words, good=good)

    def _next(self) -> Job | None:
        """The first job that may begin; waits for one. None if there are no more."""
        with self._changed:
            while self._waiting:
                for job in self._waiting:
                    if job.after is None or job.after in self._good:
                        self._waiting.remove(job)
                        self._since[job.name] = time.monotonic()
                        return job
                self._changed.wait()
        return None

    def _end(self, job: Job, words: str, *, good: bool) -> None:
        with self._changed:
            took = time.monotonic() - self._since.pop(job.name)
            print(f"\n=== {job.name}: {took:.0f} s\n{words}", end="", flush=True)
            self._good[job.name] = good
            self._changed.notify_all()

    def tell_what_runs(self) -> None:
        """A line, so that nobody thinks that it stands still."""
        with self._changed:
            now = time.monotonic()
            running = [f"{name} ({now - since:.0f} s)" for name, since in self._since.items()]
            if running:
                print(f"... {', '.join(running)}", flush=True)

    def stop(self) -> None:
        """Begin nothing more."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()


def _listened_to(job: Job) -> tuple[bool, str]:
    """Whether the job went well, and what it said."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as says:
        try:
            good = job.work(says)
        except Exception:  # noqa: BLE001 - whatever it is, the others go on
            good = False
            traceback.print_exc(file=says)
        says.seek(0)
        return good, says.read()
