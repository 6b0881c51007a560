"""The figures that may not be lost again, and how far a run may fall below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from evaluation.figures import Figure, Results
from evaluation.history import MAIN
from evaluation.intervals import wilson

HEADER = """\
# Figures of the development half that may not be lost again (`make evaluate` prints them). A run
# may be worse than these only within the 95 % interval of the recorded counts; of the signs that
# are never to be missed, not one more may be missed. When the assistant has become better:
# `python -m engine evaluate --record`.
"""


def load(path: Path) -> Mapping[str, Any]:
    """The recorded floor."""
    loaded: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def losses(results: Results, floor: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each figure that fell further than chance allows."""
    for key, counts in floor["figures"].items():
        figure = results.figure(key)
        low, high = wilson(counts["right"], counts["total"])
        if figure.rate > high if figure.mistakes else figure.rate < low:
            edge = high if figure.mistakes else low
            yield f"{figure.name}: {figure.rate:.1%}, recorded was a bound of {edge:.1%}"
    for flag, most in floor["never_missed"].items():
        missed, _ = results.missed_by_flag[flag]
        if missed > most:
            yield f"{flag}: {missed} missed, recorded were {most}"


def record(path: Path, results: Results, flags: tuple[str, ...]) -> None:
    """Write the figures of a run as the floor."""
    data = {
        "figures": {f.key: _counts(f) for f in results.figures if f.key in MAIN},
        "never_missed": {flag: results.missed_by_flag[flag][0] for flag in flags},
    }
    path.write_text(HEADER + yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def _counts(figure: Figure) -> dict[str, float]:
    return {"right": round(figure.right, 1), "total": round(figure.total, 1)}
