"""The table and the page tell what a run found, and never the texts of the release half."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import baseline, floor, history, report
from evaluation.figures import Figure, LatencyRow, Mistake, Results
from evaluation.table import latency_table, text_table


@pytest.fixture
def results() -> Results:
    """A small run: one figure of each sort, a mistake in each half."""
    return Results(
        figures=[
            Figure("facts", "facts of a message", 80, 100, 0.9),
            Figure("emergencies", "emergencies", 320, 320, 0.99),
            Figure("turned_away", "turned away", 1, 100, 0.03, mistakes=True),
        ],
        mistakes=[
            Mistake("one", "facts", "development", "seen <by> all", "pain", "fever"),
            Mistake("two", "facts", "release", "seen by nobody", "pain", "fever"),
        ],
        confusion={"telling": {"telling": 3, "talk": 1}},
        missed_by_flag={"stroke": (0, 15), "aaa": (1, 6)},
        latency=[LatencyRow("all up to 60", 10, 5.0, 20.0, 4.0, 15.0)],
    )


def test_the_table_gives_counts_rates_intervals_and_targets(results: Results) -> None:
    beside = {"facts": Figure("facts", "", 1, 2)}
    lines = text_table(results, beside).splitlines()
    assert lines[2].split()[-8:] == ["80.0%", "71.1%", "…", "86.7%", "≥", "90%", "MISSED", "50.0%"]
    assert "≤ 0.9%" in lines[4], "none missed of 320 is below 1 %"
    assert lines[5].split()[-2:] == ["3%", "met"]
    assert lines[-1] == "missed by flag: aaa 1 of 6"
    assert "8 / 25" in latency_table(results)


def test_the_page_hides_the_release_half(results: Results, tmp_path: Path) -> None:
    entries = [history.entry_of(results, "development", "abc")]
    report.write(tmp_path, results, "all", entries, None)
    page = (tmp_path / "evaluation.md").read_text(encoding="utf-8")
    assert "seen &lt;by> all" in page
    assert "seen by nobody" not in page
    assert "1 of the release half" in page
    pictures = {path.stem for path in (tmp_path / "images" / "evaluation").glob("*.svg")}
    assert pictures == {"figures", "flags", "confusion", "latency", "history"}


def test_the_history_keeps_one_entry_a_model_and_half(results: Results, tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    for half, model in [("development", "a"), ("development", "a"), ("release", "a")]:
        history.add(path, history.entry_of(results, half, model))
    kept = [(entry["half"], entry["model"]) for entry in history.load(path)]
    assert kept == [("development", "a"), ("release", "a")]


def test_the_stock_figures_are_remembered_by_half(results: Results, tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    baseline.remember(path, "release", {"facts": results.figures[0]})
    found = baseline.remembered(path, "release")
    assert found is not None
    assert found["facts"].rate == pytest.approx(0.8)
    assert baseline.remembered(path, "development") is None


def test_a_loss_is_told_only_beyond_chance(results: Results, tmp_path: Path) -> None:
    path = tmp_path / "floor.yml"
    floor.record(path, results, ("stroke", "aaa"))
    recorded = floor.load(path)
    assert list(floor.losses(results, recorded)) == []
    results.figures[0] = Figure("facts", "facts of a message", 74, 100, 0.9)
    assert list(floor.losses(results, recorded)) == []
    results.figures[0] = Figure("facts", "facts of a message", 60, 100, 0.9)
    results.missed_by_flag["stroke"] = (1, 15)
    assert len(list(floor.losses(results, recorded))) == 2
