"""People who talk to the service over HTTP, as fast as it answers."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

# What one person types, again and again; buttons are tapped when one is offered.
LINES = (
    "for about three weeks my lower back has been trembling when I bend down, no numbness",
    "no, none of these",
    "what is an EMG?",
    "mostly when I lift something, and I sleep badly",
    "how is a slipped disc treated?",
    "I am 45 and sit at a desk all day",
    "does it go away by itself?",
    "no pain in the legs",
    "which doctor should I see first?",
    "thanks",
)


@dataclass(slots=True)
class Measured:
    """Seconds of each turn, in the order they were played."""

    turns: list[float] = field(default_factory=list)
    failed: int = 0

    def percentile(self, share: float) -> float:
        """The turn time in ms that `share` of all turns stay below."""
        ordered = sorted(self.turns)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


async def play(address: str, people: int, turns: int) -> tuple[Measured, float]:
    """`people` talk at once, `turns` turns each; all times and turns a second."""
    measured = Measured()
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(address, timeout=timeout) as session:
        began = time.perf_counter()
        await asyncio.gather(*(_person(session, turns, n, measured) for n in range(people)))
        elapsed = time.perf_counter() - began
    return measured, len(measured.turns) / elapsed


async def play_long(address: str, turns: int) -> Sequence[float]:
    """Seconds of each turn of one long conversation."""
    measured = Measured()
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(address, timeout=timeout) as session:
        await _person(session, turns, 0, measured)
    return measured.turns


async def _person(
    session: aiohttp.ClientSession, turns: int, start: int, measured: Measured
) -> None:
    conversation = await _open(session)
    lines = itertools.islice(itertools.cycle(LINES), start % len(LINES), None)
    for _ in range(turns):
        began = time.perf_counter()
        if await _send(session, conversation, {"text": next(lines)}):
            measured.turns.append(time.perf_counter() - began)
        else:
            measured.failed += 1


async def _open(session: aiohttp.ClientSession) -> dict[str, Any]:
    async with session.post("/api/v1/conversations", json={"channel": "web"}) as response:
        response.raise_for_status()
        opened: dict[str, Any] = await response.json()
        return opened


async def _send(
    session: aiohttp.ClientSession, conversation: dict[str, Any], message: dict[str, str]
) -> bool:
    path = f"/api/v1/conversations/{conversation['id']}/messages"
    headers = {"Authorization": f"Bearer {conversation['token']}"}
    async with session.post(path, json=message, headers=headers) as response:
        await response.read()
        return response.status == 200
