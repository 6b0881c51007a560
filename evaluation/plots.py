"""The report's pictures as SVG; the same figures always give the same files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.figures import Figure, Results
from evaluation.history import MAIN
from evaluation.kinds import ROWS
from evaluation.latency import P50_LIMIT, P99_LIMIT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

DARK = 0.5  # share of a row from which its cell is so dark that the number must be white
GOOD, BAD, PLAIN, INK = "#2f7d6b", "#b5473c", "#9db4c0", "#22313a"


def draw_all(folder: Path, results: Results, entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """Draw every picture into `folder`; the names of the files."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update(
        {"svg.hashsalt": "back-tremor", "svg.fonttype": "none", "font.size": 9, "text.color": INK}
    )
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        "figures": _figures(results),
        "flags": _flags(results),
        "confusion": _confusion(results.confusion),
        "latency": _latency(results),
        "history": _history(entries),
    }
    for name, picture in pictures.items():
        picture.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
    return [f"{name}.svg" for name in pictures]


def _axes(width: float, height: float) -> tuple[Picture, Axes]:
    from matplotlib.figure import Figure as Picture

    picture = Picture(figsize=(width, height))
    axes = picture.subplots()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return picture, axes


def _figures(results: Results) -> Picture:
    """Main figures with interval and target; rates of mistakes are turned round."""
    shown = [f for f in results.figures if f.target is not None and f.key in MAIN]
    picture, axes = _axes(8, 0.38 * len(shown) + 0.6)
    for place, figure in enumerate(reversed(shown)):
        rate, low, high, target = _good_side(figure)
        colour = GOOD if figure.reached else BAD
        axes.plot([low * 100, high * 100], [place, place], color=colour, linewidth=2)
        axes.plot([rate * 100], [place], "o", color=colour)
        axes.plot([target * 100] * 2, [place - 0.3, place + 0.3], color=INK, linewidth=1.2)
    names = [f"not: {f.name}" if f.mistakes else f.name for f in reversed(shown)]
    axes.set_yticks(range(len(shown)), names)
    axes.set_xlabel("% (line: 95 % interval, stroke: target)")
    return picture


def _good_side(figure: Figure) -> tuple[float, float, float, float]:
    low, high = figure.interval
    target = figure.target or 0.0
    if figure.mistakes:
        return 1 - figure.rate, 1 - high, 1 - low, 1 - target
    return figure.rate, low, high, target


def _flags(results: Results) -> Picture:
    """Escalated and missed, by red flag."""
    flags = sorted(results.missed_by_flag.items(), reverse=True)
    picture, axes = _axes(7, 0.28 * len(flags) + 0.6)
    caught = [of - missed for _, (missed, of) in flags]
    places = range(len(flags))
    axes.barh(places, caught, color=PLAIN, label="escalated")
    axes.barh(places, [missed for _, (missed, _) in flags], left=caught, color=BAD, label="missed")
    axes.set_yticks(places, [flag.replace("_", " ") for flag, _ in flags])
    axes.set_xlabel("messages")
    axes.legend(frameon=False, loc="upper right")
    return picture


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> Picture:
    """Kinds of messages, wanted by got, in shares of each row."""
    columns = [*ROWS, "talk", "not understood"]
    picture, axes = _axes(8, 7)
    shares = []
    for row in ROWS:
        counts = [confusion.get(row, {}).get(column, 0) for column in columns]
        shares.append([count / max(1, sum(counts)) for count in counts])
        for place, count in enumerate(counts):
            if count:
                dark = count / sum(counts) > DARK
                colour = "white" if dark else INK
                axes.text(
                    place, len(shares) - 1, str(count), ha="center", va="center", color=colour
                )
    axes.imshow(shares, cmap="GnBu", vmin=0, vmax=1.2, aspect="auto")
    axes.set_xticks(
        range(len(columns)), [c.replace("_", " ") for c in columns], rotation=60, ha="right"
    )
    axes.set_yticks(range(len(ROWS)), [row.replace("_", " ") for row in ROWS])
    axes.set_xlabel("taken for")
    axes.set_ylabel("is")
    return picture


def _latency(results: Results) -> Picture:
    """Median and 99th percentile by length."""
    rows = [row for row in results.latency if not row.words.startswith("all")]
    picture, axes = _axes(6, 3)
    places = range(len(rows))
    axes.bar(
        [p - 0.2 for p in places], [row.cpu_p50 for row in rows], 0.4, color=PLAIN, label="p50"
    )
    axes.bar([p + 0.2 for p in places], [row.cpu_p99 for row in rows], 0.4, color=GOOD, label="p99")
    for limit in (P50_LIMIT, P99_LIMIT):
        axes.axhline(limit, color=INK, linewidth=0.8, linestyle=":")
    axes.set_xticks(places, [f"{row.words} words" for row in rows])
    axes.set_ylabel("ms of processor time")
    axes.legend(frameon=False)
    return picture


def _history(entries: Sequence[Mapping[str, Any]]) -> Picture:
    """Main figures of past runs on the development half."""
    runs = [entry for entry in entries if entry["half"] == "development"]
    picture, axes = _axes(8, 3.6)
    for key in MAIN:
        points = [(n, run["figures"][key]) for n, run in enumerate(runs) if key in run["figures"]]
        if points and key not in ("false_acceptance", "false_alarm", "turned_away"):
            axes.plot(
                [n for n, _ in points],
                [100 * figure["rate"] for _, figure in points],
                "o-",
                markersize=3,
                label=key,
            )
    axes.set_xticks(range(len(runs)), [run["when"][5:] for run in runs], rotation=45, ha="right")
    axes.set_ylabel("%")
    axes.legend(frameon=False, bbox_to_anchor=(1.01, 1), loc="upper left")
    return picture
