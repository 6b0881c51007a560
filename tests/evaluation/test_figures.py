"""No figure of the development half falls below what was once reached, beyond chance."""

from __future__ import annotations

import asyncio

import pytest

from engine.fingerprint import MODEL, ROOT
from engine.runner import make_runner
from evaluation import floor
from evaluation.command import FLOOR
from evaluation.measure import measure


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_figure_falls_further_than_chance_allows() -> None:
    runner = make_runner(MODEL, ROOT / "knowledge.db", None)
    results = asyncio.run(measure(runner, "development", with_latency=False))
    lost = list(floor.losses(results, floor.load(FLOOR)))
    assert lost == [], "\n".join(lost)
