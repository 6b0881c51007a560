"""`python -m engine evaluate`: measures, prints the table, writes the report."""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from pathlib import Path

from engine.fingerprint import ROOT, note_of
from engine.runner import make_runner
from evaluation import baseline, floor, history, report
from evaluation.figures import Figure, Results
from evaluation.measure import measure
from evaluation.sets import NEVER_MISSED, SETS, Half, check_folder
from evaluation.table import latency_table, text_table

DOCS = ROOT / "docs"
STOCK = DOCS / "evaluation-stock.json"
FLOOR = ROOT / "tests" / "evaluation" / "floor.yml"


def run(options: argparse.Namespace) -> int:
    """Measure one half and show it; the floor is of the development half of our own sets only."""
    half: Half = options.half
    folder: Path = options.sets or SETS
    check_folder(folder)
    _say(f"loading {options.model.name} …")
    runner = make_runner(options.model, options.knowledge, None)
    ours = folder == SETS
    results = asyncio.run(measure(runner, half, folder, with_latency=ours))
    beside = _beside(options.baseline, half, options.knowledge) if ours else None
    print(text_table(results, beside))  # noqa: T201
    if ours:
        print(f"\n{latency_table(results)}")  # noqa: T201
    if options.errors:
        _print_mistakes(results)
    if not ours:  # report, floor and history are of our own sets only
        return 0
    if options.record and half == "development":
        floor.record(FLOOR, results, NEVER_MISSED)
    if not options.no_report:
        _write(results, half, options.model, beside)
    return 0


def _beside(anew: bool, half: Half, knowledge: Path) -> dict[str, Figure] | None:
    """The stock pipeline's figures, measured now or the last time.

    It runs in a process of its own: it needs TensorFlow, which this one has left out.
    """
    if anew:
        command = [sys.executable, "-m", "evaluation.baseline", half, str(knowledge), str(STOCK)]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603  (our own module)
    return baseline.remembered(STOCK, half)


def _write(results: Results, half: Half, model: Path, beside: dict[str, Figure] | None) -> None:
    name = note_of(model).read_text().strip()[:12] if note_of(model).is_file() else "unknown"
    path = DOCS / "evaluation-history.json"
    entries = history.add(path, history.entry_of(results, half, name))
    report.write(DOCS, results, half, entries, beside)
    _say(f"wrote {DOCS / 'evaluation.md'}")


def _print_mistakes(results: Results) -> None:
    """Only those of the development half: nobody learns from the release half's texts."""
    for mistake in results.mistakes:
        if mistake.half == "development":
            print(f"\n{mistake.set} {mistake.id}: {mistake.text}")  # noqa: T201
            print(f"  wanted {mistake.wanted or '-'} | got {mistake.got or '-'}")  # noqa: T201


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
