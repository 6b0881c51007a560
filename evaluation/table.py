"""The figures as one table of aligned text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.figures import Figure, Results
from evaluation.intervals import worst_miss_rate
from evaluation.latency import LIMIT_WORDS, P50_LIMIT, P99_LIMIT

HEAD = ("what", "count", "of", "rate", "95 % interval", "target", "")


def rows_of(results: Results, beside: Mapping[str, Figure] | None = None) -> list[tuple[str, ...]]:
    """A row a figure; `beside` = figures of the stock pipeline, in a last column."""
    rows: list[tuple[str, ...]] = []
    for figure in results.figures:
        if not figure.total:
            continue
        row = _row(figure)
        if beside is not None:
            other = beside.get(figure.key)
            row = (*row, f"{other.rate:.1%}" if other else "")
        rows.append(row)
        if figure.key == "emergencies":
            rows.append(_bound(figure, len(row)))
    return rows


def text_table(results: Results, beside: Mapping[str, Figure] | None = None) -> str:
    """The table for a terminal."""
    head = HEAD if beside is None else (*HEAD, "stock Rasa")
    return "\n".join([*_aligned([head, *rows_of(results, beside)]), "", *_flags(results)])


def latency_rows(results: Results) -> list[tuple[str, ...]]:
    """How long messages take, with the limits in the row that they hold for."""
    rows: list[tuple[str, ...]] = [
        ("words", "messages", "p50 ms", "p99 ms", "CPU p50 ms", "CPU p99 ms", "limit")
    ]
    for row in results.latency:
        limit = f"{P50_LIMIT:g} / {P99_LIMIT:g}" if row.words.endswith(str(LIMIT_WORDS)) else ""
        limit = limit if row.words.startswith("all") else ""
        numbers = (row.p50, row.p99, row.cpu_p50, row.cpu_p99)
        rows.append((row.words, str(row.messages), *(f"{n:.1f}" for n in numbers), limit))
    return rows


def latency_table(results: Results) -> str:
    """The latency rows for a terminal."""
    return "\n".join(_aligned(latency_rows(results)))


def _row(figure: Figure) -> tuple[str, ...]:
    low, high = figure.interval
    name = f"  {figure.name}" if figure.part_of else figure.name
    sign = "≤" if figure.mistakes else "≥"
    target = "" if figure.target is None else f"{sign} {figure.target:.0%}"
    verdict = {None: "", True: "met", False: "MISSED"}[figure.reached]
    interval = f"{low:.1%} … {high:.1%}" if figure.total else ""
    counts = (f"{figure.right:.0f}", f"{figure.total:.0f}")
    return (name, *counts, f"{figure.rate:.1%}", interval, target, verdict)


def _bound(figure: Figure, width: int) -> tuple[str, ...]:
    missed = round(figure.total - figure.right)
    bound = f"≤ {worst_miss_rate(missed, round(figure.total)):.1%}"
    row = ("  missed (one-sided Clopper-Pearson bound)", str(missed), f"{figure.total:.0f}")
    share = f"{1 - figure.rate:.1%}"
    return (*row, share, bound, *[""] * (width - 5))


def _flags(results: Results) -> list[str]:
    missed = [f"{f} {n} of {of}" for f, (n, of) in results.missed_by_flag.items() if n]
    return ["missed by flag: " + (", ".join(missed) or "none")]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "-" * max(len(line) for line in lines))
    return lines
