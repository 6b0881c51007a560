"""How long a message takes on one core, by its length."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from evaluation.figures import LatencyRow
from evaluation.reading import Reader
from evaluation.sets import load_set

BINS = ((20, "up to 20"), (60, "21 to 60"), (200, "61 to 200"))
MESSAGES_EACH = 150
P50_LIMIT, P99_LIMIT, LIMIT_WORDS = 8.0, 25.0, 60
_SEED = 7


@contextmanager
def one_core() -> Iterator[None]:
    """Hold this process on one core where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def measure(reader: Reader) -> list[LatencyRow]:
    """A row a length; the last row holds all messages of up to 60 words."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with one_core():
        for text in _texts():
            reading = await reader.read(text)
            pair = (reading.milliseconds, reading.cpu_milliseconds)
            words = len(text.split())
            times[next(name for most, name in BINS if words <= most)].append(pair)
            if words <= LIMIT_WORDS:
                times[f"all up to {LIMIT_WORDS}"].append(pair)
    names = [name for _, name in BINS] + [f"all up to {LIMIT_WORDS}"]
    return [_row(name, times[name]) for name in names if times[name]]


def _texts() -> list[str]:
    """Messages of the development half, alone and several in a row, in mixed order."""
    texts = [item.text for item in load_set("facts") if item.half == "development"]
    dice = random.Random(_SEED)  # noqa: S311  (reproducible, not secret)
    found = []
    for least, (most, _) in zip((1, 21, 61), BINS, strict=True):
        for _ in range(MESSAGES_EACH):
            found.append(_joined(texts, dice.randint(least, most), dice))
    dice.shuffle(found)
    return found


def _joined(texts: Sequence[str], words: int, dice: random.Random) -> str:
    """So many words: whole messages, the last one cut."""
    taken: list[str] = []
    while len(taken) < words:
        taken += dice.choice(texts).split()
    return " ".join(taken[:words])


def _row(words: str, times: Sequence[tuple[float, float]]) -> LatencyRow:
    wall, cpu = (np.array(column) for column in zip(*times, strict=True))
    p50, p99 = np.percentile(wall, (50, 99))
    cpu_p50, cpu_p99 = np.percentile(cpu, (50, 99))
    return LatencyRow(words, len(times), float(p50), float(p99), float(cpu_p50), float(cpu_p99))
