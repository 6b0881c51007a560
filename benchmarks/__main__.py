"""`make bench`: start the real thing, play conversations over HTTP, print the figures."""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.call import calls_in_browser, calls_over_api, make_agent
from benchmarks.service import ROOT, Service, running_service
from benchmarks.talk import LINES, play, play_long

ENGINE_PYTHON = ROOT / ".venv-engine" / "bin" / "python"
WARM_UP_TURNS = 30
TURNS_ALONE = 200
PEOPLE = 16
TURNS_EACH = 40
LONG = 110
CALLS = 20
WINDOW = 5  # turns on both sides over which turn 10 and turn 100 are averaged


def main() -> None:
    """Print everything, or `call` alone, one line a figure; progress goes to stderr."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="?", choices=["call"], help="only the calls of the console")
    arguments = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    print(f"cores\t{cores}")
    if arguments.only == "call":
        with running_service(workers=cores) as service:
            measure_call(service)
        return
    with running_service(workers=cores) as service:
        measure(service)
        measure_call(service)
    show_profile()
    show_training()


def measure(service: Service) -> None:
    """All that is seen from outside."""
    print(f"start to first answer\t{service.started_after_s:.1f} s")
    asyncio.run(play(service.address, 1, WARM_UP_TURNS))
    progress(f"one conversation, {TURNS_ALONE} turns")
    alone, rate = asyncio.run(play(service.address, 1, TURNS_ALONE))
    print(f"one conversation: p50\t{alone.percentile(0.5):.1f} ms")
    print(f"one conversation: p99\t{alone.percentile(0.99):.1f} ms")
    print(f"one conversation: turns a second\t{rate:.0f}")
    progress(f"{PEOPLE} conversations, {TURNS_EACH} turns each")
    crowd, rate = asyncio.run(play(service.address, PEOPLE, TURNS_EACH))
    print(f"{PEOPLE} conversations: p50\t{crowd.percentile(0.5):.1f} ms")
    print(f"{PEOPLE} conversations: p99\t{crowd.percentile(0.99):.1f} ms")
    print(f"{PEOPLE} conversations: turns a second\t{rate:.0f}")
    print(f"failed turns\t{alone.failed + crowd.failed}")
    progress(f"one conversation of {LONG} turns")
    turns = asyncio.run(play_long(service.address, LONG))
    early, late = around(turns, 10), around(turns, 100)
    print(f"turn 10 and turn 100 (median of {2 * WINDOW})\t{early:.1f} ms, {late:.1f} ms")
    print(f"turn 100 / turn 10\t{late / early:.2f}")
    for name, size in service.memory_mib().items():
        print(f"memory: {name}\t{size:.0f} MiB")


def measure_call(service: Service) -> None:
    """A sentence of a caller's, until the answer with its chips is there."""
    make_agent(service.data)
    asyncio.run(play(service.address, 1, WARM_UP_TURNS))
    website, _ = asyncio.run(play(service.address, 1, TURNS_ALONE))
    print(f"the same on the website, without a console: p50\t{website.percentile(0.5):.1f} ms")
    progress(f"{CALLS} calls of ten sentences, in the terminal's console and in the browser's")
    for name, calls in (("terminal", calls_over_api), ("browser", calls_in_browser)):
        asyncio.run(calls(service.address, 2))
        measured = asyncio.run(calls(service.address, CALLS))
        print(f"chips of a call, {name}: p50\t{measured.percentile(0.5):.1f} ms")
        print(f"chips of a call, {name}: p99\t{measured.percentile(0.99):.1f} ms")
        print(f"chips of a call, {name}: failed\t{measured.failed}")


def around(turns: Sequence[float], number: int) -> float:
    """Median ms of the turns around turn `number`; the same lines on both sides."""
    return statistics.median(turns[number - WINDOW : number + WINDOW]) * 1000


def show_profile() -> None:
    """Where the time of a turn goes inside a worker."""
    progress("where the time of a turn goes")
    done = subprocess.run(
        [ENGINE_PYTHON, "-W", "ignore", "-m", "benchmarks.turn_profile"],
        input="\n".join(LINES),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"the profile failed:\n{done.stderr}")
    for line in done.stdout.splitlines():
        name, _, milliseconds = line.partition("\t")
        print(f"in the engine: {name}\t{milliseconds} ms")


def show_training() -> None:
    """How long a whole training takes; the model is the same afterwards."""
    progress("training")
    done = subprocess.run(
        [ENGINE_PYTHON, "-W", "ignore", "-m", "engine", "train", "--force"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("trained in")]
    print(f"training\t{lines[-1].removeprefix('trained in ') if lines else 'failed'}")


def progress(what: str) -> None:
    """Say what is being measured."""
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
