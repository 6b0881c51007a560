"""The service is killed in each phase: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.settings import load_settings
from bot.telegram.webhook import HEADER, PATH, secret_of
from tests.fakes.gateway import Gateway
from tests.fakes.telegram import TOKEN, Fault, Json, Telegram
from tests.fakes.warm import warm_up_for_telegram

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

SECRET = secret_of(load_settings(telegram_token=TOKEN))
CONNECTED_SECONDS = 300.0

warm_up_for_telegram()


@dataclass
class Site:
    """A service in a process of its own, which can be killed and started again."""

    telegram: Telegram
    gateway: Gateway

    async def start(self) -> None:
        """Start it and wait until it has connected to Telegram."""
        before = self._connections()
        await asyncio.to_thread(self.gateway.start)
        await self.telegram.until(lambda: self._connections() > before, CONNECTED_SECONDS)

    def _connections(self) -> int:
        return sum(call.method == "setWebhook" for call in self.telegram.calls)

    async def deliver(self, update: Json) -> bool:
        """Call the webhook; whether it was acknowledged."""
        headers = {HEADER: SECRET}
        with suppress(aiohttp.ClientError, TimeoutError):
            async with (
                aiohttp.ClientSession() as session,
                session.post(self.gateway.url + PATH, json=update, headers=headers) as answer,
            ):
                return answer.status == 200
        return False

    async def insist(self, update: Json) -> None:
        """As Telegram does: come again until it is acknowledged."""
        while not await self.deliver(update):  # noqa: ASYNC110 - nothing tells when to come again
            await asyncio.sleep(0.1)

    async def say(self, chat: int, text: str) -> None:
        """A person writes."""
        assert await self.deliver(self.telegram.said(chat, text))


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with Telegram().serving() as telegram:
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": telegram.url,
            "TELEGRAM_PUBLIC_URL": "http://127.0.0.1:1",
            "TELEGRAM_CHAT_MESSAGES_PER_SECOND": "50",
        }
        running = Site(telegram, Gateway(tmp_path, settings, warm=True))
        await running.start()
        yield running
        running.gateway.kill()


def answered(telegram: Telegram, chat: int) -> list[str]:
    """Answers that the person sees, without what was changed in place."""
    return [text for text in telegram.texts(chat) if text.startswith("You said: word")]


async def test_killed_in_each_phase(site: Site) -> None:
    telegram, gateway = site.telegram, site.gateway

    def sending(chat: int, statuses: set[int]) -> Callable[[], bool]:
        return lambda: any(
            call.chat == chat and call.text == "You said: word 1" and call.status in statuses
            for call in telegram.calls
        )

    for chat in (1, 2, 3, 4):
        await site.say(chat, "hello")
        await telegram.until_told(chat, "You said: hello")
        await telegram.until(lambda chat=chat: len(telegram.sent(chat)) == 5)
    # Before it is handled, in the middle of the turn, after it was sent, before it was sent.
    telegram.fail("sendMessage", Fault("held", chat=3))
    telegram.fail("sendMessage", Fault("stalled", chat=4))
    for chat in (3, 4):
        await site.say(chat, "word 1")
    await telegram.until(sending(3, {200}))
    await telegram.until(sending(4, {0}))
    await site.say(2, "SLOW and word 1")
    await asyncio.sleep(0.2)
    await site.say(1, "word 1")
    gateway.kill()
    await site.start()
    for chat in (1, 3, 4):
        await telegram.until(lambda chat=chat: answered(telegram, chat) != [])
        await site.say(chat, "word 2")
        await telegram.until(lambda chat=chat: len(answered(telegram, chat)) >= 2)
    await telegram.until_told(2, "You said: SLOW and word 1")
    await site.say(2, "word 2")
    await telegram.until_told(2, "You said: word 2")
    for chat in (1, 3, 4):
        assert answered(telegram, chat) == ["You said: word 1", "You said: word 2"], chat
    assert sum("SLOW and word 1" in text for text in telegram.texts(2)) == 1
    for chat in (1, 2, 3, 4):
        assert sum("/session_start" in text for text in telegram.texts(chat)) == 1
        assert sum("end-to-end" in text for text in telegram.texts(chat)) == 1
    assert TOKEN not in "".join(gateway.output)
    assert "word" not in "".join(gateway.output)


ROUNDS, CHATS, WORDS = 3, 6, 8


async def test_killed_at_random_moments(site: Site) -> None:
    chance = random.Random(20_26)  # noqa: S311 - a test that repeats itself
    telegram = site.telegram
    said: dict[int, list[str]] = {chat: [] for chat in range(1, CHATS + 1)}
    for round_number in range(ROUNDS):
        killing = asyncio.create_task(_kill_later(site, chance.uniform(0.1, 1.5)))
        for word in range(WORDS):
            for chat, words in said.items():
                text = f"word {round_number}-{word}"
                await site.insist(telegram.said(chat, text))
                words.append(f"You said: {text}")
        await killing
    await telegram.until(
        lambda: all(set(said[chat]) <= set(answered(telegram, chat)) for chat in said), 300
    )
    for chat, words in said.items():
        assert Counter(answered(telegram, chat)) == Counter(words)
        assert answered(telegram, chat) == words


async def _kill_later(site: Site, seconds: float) -> None:
    await asyncio.sleep(seconds)
    site.gateway.kill()
    await site.start()
