"""The figures of past runs, in a small JSON file beside the report."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evaluation.figures import LatencyRow, Results

MAIN = (
    "facts",
    "facts.negated",
    "facts.activation",
    "facts.course",
    "emergencies",
    "emergencies.never",
    "look_alikes",
    "questions",
    "out_of_scope",
    "false_acceptance",
    "false_alarm",
    "turned_away",
    "pairs",
)


def load(path: Path) -> list[dict[str, Any]]:
    """All entries, oldest first."""
    if not path.is_file():
        return []
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def add(path: Path, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Append a run; a repeat of the same model on the same half replaces the last such entry."""
    entries = load(path)
    same = [e for e in entries if (e["half"], e["model"]) == (entry["half"], entry["model"])]
    if same:
        entries.remove(same[-1])
    entries.append(entry)
    lines = ",\n".join(json.dumps(item, sort_keys=True) for item in entries)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return entries


def entry_of(results: Results, half: str, model: str) -> dict[str, Any]:
    """What is remembered of a run."""
    return {
        "when": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "half": half,
        "model": model,
        "figures": {figure.key: figure.to_dict() for figure in results.figures},
        "missed_by_flag": {flag: list(pair) for flag, pair in results.missed_by_flag.items()},
        "latency": {row.words: _times(row) for row in results.latency},
    }


def _times(row: LatencyRow) -> dict[str, float]:
    return {"p50": round(row.p50, 1), "p99": round(row.p99, 1), "cpu_p99": round(row.cpu_p99, 1)}
