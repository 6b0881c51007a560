"""What most people write, in the plainest words, never alarms: every how with every when."""

from __future__ import annotations

import asyncio
from itertools import product

import pytest

from engine.fingerprint import MODEL, ROOT
from engine.runner import make_runner
from evaluation.reading import Reader

WHAT = [
    "my back trembles",
    "my lower back shakes",
    "lower back tremor",
    "there's a quiver low in my back",
    "the small of my back flutters",
    "back twitching",
]
HOW = [
    "when walking",
    "when I walk",
    "when I bend down",
    "when I lie in bed",
    "at rest",
    "when I stand up",
    "after lifting a box",
    "climbing stairs",
    "when I sit at my desk",
    "at night",
]
WHEN = [
    "since yesterday",
    "since this morning",
    "for two weeks",
    "for three months",
    "since I hurt my shoulder last year",
    "all of a sudden",
    "more and more often",
    "it gets worse",
    "today",
]


@pytest.mark.slow
def test_no_plain_telling_of_a_trembling_back_alarms() -> None:
    async def alarmed() -> list[str]:
        runner = make_runner(MODEL, ROOT / "knowledge.db", None)
        reader = Reader(runner)
        await runner.warm_up()
        told = [" ".join(words) for words in product(WHAT, HOW, WHEN)]
        return [text for text in told if (await reader.read(text)).flags]

    assert asyncio.run(alarmed()) == []
