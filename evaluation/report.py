"""Writes docs/evaluation.md: the figures, the pictures, the history, and what still goes wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation import plots
from evaluation.figures import Figure, Mistake, Results
from evaluation.history import MAIN
from evaluation.sets import NAMES, Half, items_of
from evaluation.table import HEAD, latency_rows, rows_of

MOST_MISTAKES_EACH = 40
_SETS_TOLD = {
    "facts": "Facts",
    "emergencies": "Emergencies that were not escalated",
    "look_alikes": "Look-alikes that were escalated",
    "questions": "Questions without the right content",
    "out_of_scope": "Out of scope taken for something else",
    "turned_away": "In-scope messages turned away",
    "minimal_pairs": "Status of a finding",
    "typos": "Lost by typing errors only",
}
_INTRO = """\
# How well the assistant understands people

Written by `make evaluate`; do not edit. The messages were written apart from everything that the
assistant learns from, by the rules in `tests/evaluation/LABELS.md`, and are frozen. No clinician
has reviewed them, and they are scripted, not said by patients: real people will differ.
"""


def write(
    docs: Path,
    results: Results,
    half: Half,
    entries: Sequence[Mapping[str, Any]],
    beside: Mapping[str, Figure] | None,
) -> None:
    """Write the page and its pictures.

    The page always tells of one run in full and of all runs in the history; the texts of the
    release half are never shown.
    """
    images = docs / "images" / "evaluation"
    plots.draw_all(images, results, entries)
    parts = [
        _INTRO,
        _sizes(half),
        f"## Figures ({half} half)\n",
        _markdown([HEAD if beside is None else (*HEAD, "stock Rasa"), *rows_of(results, beside)]),
        "F1 figures count 2·TP of 2·TP + FP + FN, halved. Intervals: Wilson; they take messages as "
        "independent of each other.\n",
        "![Main figures](images/evaluation/figures.svg)\n",
        "## Red flags\n\n![By red flag](images/evaluation/flags.svg)\n",
        "## Kinds of messages\n\n![Confusion](images/evaluation/confusion.svg)\n",
        "## Latency, one core\n",
        _markdown(latency_rows(results)),
        "Wall time includes whatever else the machine was doing; processor time does not.\n",
        "![Latency](images/evaluation/latency.svg)\n",
        "## History\n",
        _history(entries),
        "![History](images/evaluation/history.svg)\n",
        "## What it still gets wrong\n",
        _mistakes(results.mistakes),
    ]
    (docs / "evaluation.md").write_text("\n".join(parts), encoding="utf-8")


def _sizes(half: Half) -> str:
    rows: list[tuple[str, ...]] = [("set", "messages in all", f"in this run ({half})")]
    for name in NAMES:
        counts = len(items_of(name, "all")), len(items_of(name, half))
        rows.append((name.replace("_", " "), *map(str, counts)))
    return _markdown(rows)


def _history(entries: Sequence[Mapping[str, Any]]) -> str:
    rows = [("run (UTC)", "half", "model", *MAIN)]
    for entry in entries:
        found = [entry["figures"].get(key) for key in MAIN]
        rates = [f"{figure['rate']:.1%}" if figure else "" for figure in found]
        rows.append((entry["when"], entry["half"], entry["model"][:8], *rates))
    return _markdown(rows)


def _mistakes(mistakes: Sequence[Mistake]) -> str:
    """By set; texts of the development half, only counts of the release half."""
    by_set: defaultdict[str, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        by_set[mistake.set].append(mistake)
    lines = []
    for name, title in _SETS_TOLD.items():
        found = by_set.get(name, [])
        open_ones = [mistake for mistake in found if mistake.half == "development"]
        hidden = len(found) - len(open_ones)
        lines.append(f"### {title}: {len(found)}\n")
        lines += [_told(mistake) for mistake in open_ones[:MOST_MISTAKES_EACH]]
        if len(open_ones) > MOST_MISTAKES_EACH:
            lines.append(f"- … and {len(open_ones) - MOST_MISTAKES_EACH} more")
        if hidden:
            lines.append(f"- {hidden} of the release half, whose texts are not shown")
        lines.append("")
    return "\n".join(lines)


def _told(mistake: Mistake) -> str:
    text = mistake.text.replace("\n", " ").replace("<", "&lt;")
    wanted, got = mistake.wanted or "nothing", mistake.got or "nothing"
    return f"- {text} \n  wanted: {wanted}; got: {got} ({mistake.id})"


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = [[cell.replace("|", "\\|").strip() for cell in row] for row in rows]
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rest]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
