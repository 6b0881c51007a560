"""Ten thousand updates of five hundred people, out of order, with repeats: each answered once."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest

from tests.fakes.telegram import Json
from tests.integration.telegram.conftest import Clinic, clinic_in

# Fewer for a quick look: TELEGRAM_FLOOD=500.
UPDATES = int(os.environ.get("TELEGRAM_FLOOD", "10000"))
CHATS = max(UPDATES // 20, 1)
WINDOW = 400
"""How far out of order they come: ten times what Telegram has on its way at once."""
CONNECTIONS = 40
REPEATED = 5
IN_TWO_PARTS = 10
"""Each tenth answer comes in two messages, as real ones do; the others in one."""


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_each_is_answered_once_and_in_order(tmp_path: Path) -> None:
    chance = random.Random(500)  # noqa: S311 - a test that repeats itself
    async with clinic_in(tmp_path) as clinic:
        telegram = clinic.telegram
        turns = [chat for chat in range(1, CHATS + 1) for _ in range(UPDATES // CHATS)]
        chance.shuffle(turns)
        said: dict[int, list[str]] = {}
        updates = []
        for number, chat in enumerate(turns):  # not bare numbers: 112 would hint at an emergency
            words = f"word n{number}" + (" BRIEF" if number % IN_TWO_PARTS else "")
            said.setdefault(chat, []).append(f"You said: {words}")
            updates.append(telegram.said(chat, words))
        for start in range(0, len(updates), WINDOW):
            window = updates[start : start + WINDOW]
            window += chance.sample(updates[: start + WINDOW], len(window) // REPEATED)
            chance.shuffle(window)
            await _deliver(clinic, window)
        most = UPDATES + UPDATES // IN_TWO_PARTS + CHATS * 3
        await telegram.until(lambda: len(telegram.messages) >= most, 3500)
        for chat, words in said.items():
            told = [text for text in telegram.texts(chat) if text.startswith("You said: word")]
            assert told == words


async def _deliver(clinic: Clinic, updates: list[Json]) -> None:
    """As Telegram does: on so many connections at once, and again what was not acknowledged."""
    waiting = iter(updates)

    async def connection() -> None:
        for update in waiting:
            while await clinic.deliver(update) != 200:  # noqa: ASYNC110 - nothing tells when
                await asyncio.sleep(0.1)

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
