"""The service inside of this process, a Bot API server beside it, real HTTP between the two."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot import keys
from bot.app import make_app
from bot.settings import load_settings
from bot.store import telegram_outbox
from bot.telegram.webhook import HEADER, PATH, secret_of
from tests.fakes.gateway import FAKE_ENGINE, ROOT
from tests.fakes.telegram import TOKEN, Json, Telegram

CONNECTED_SECONDS = 300.0  # aiogram takes long to load on a busy machine


@dataclass
class Clinic:
    """The service with its Telegram; people are chats with numbers of their own."""

    telegram: Telegram
    app: web.Application
    url: str
    session: aiohttp.ClientSession
    data: Path

    async def deliver(self, update: Json, **headers: str) -> int:
        """Call the webhook as Telegram would; the status of the answer."""
        given = {HEADER: secret_of(self.app[keys.SETTINGS]), **headers}
        async with self.session.post(self.url + PATH, json=update, headers=given) as answer:
            return answer.status

    async def say(self, chat: int, text: str, **more: Any) -> None:
        """A person writes."""
        assert await self.deliver(self.telegram.said(chat, text, **more)) == 200

    async def tap(self, chat: int, data: str) -> None:
        """A person taps."""
        assert await self.deliver(self.telegram.tapped(chat, data)) == 200

    async def until(self, condition: Callable[[], bool], seconds: float = 300) -> None:
        """Wait for what nobody announces."""
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - there is no event to wait for
                await asyncio.sleep(0.02)

    async def talk(self, chat: int, text: str, answer: str | None = None) -> None:
        """A person writes and waits for the whole answer."""
        await self.say(chat, text)
        await self.telegram.until_told(chat, answer or f"You said: {text}")
        await self.settled(chat)

    async def settled(self, chat: int) -> None:
        """Wait until all that a person has said is answered, and all answers have arrived."""
        worker, database = self.app[keys.TELEGRAM].worker, self.app[keys.DATABASE]
        waits = partial(telegram_outbox.next_for, chat_id=chat)
        async with asyncio.timeout(300):
            while worker.has(chat) or await database.read(waits) is not None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)


@asynccontextmanager
async def clinic_in(data: Path, **settings: Any) -> AsyncIterator[Clinic]:
    """A running service; with `polling=True` without a public address."""
    async with Telegram().serving() as telegram, _serving(telegram, data, **settings) as clinic:
        yield clinic


@asynccontextmanager
async def _serving(telegram: Telegram, data: Path, **settings: Any) -> AsyncIterator[Clinic]:
    polling = settings.pop("polling", False)
    given = {
        "bot_data_dir": data,
        "engine_workers": 1,
        "engine_command": FAKE_ENGINE,
        "engine_start_seconds": 300,
        "turn_seconds": 60,
        "knowledge_db": ROOT / "knowledge.db",
        "telegram_token": TOKEN,
        "telegram_api": telegram.url,
        "telegram_public_url": "" if polling else "http://127.0.0.1:1",
        "telegram_messages_per_second": 10_000,
        "telegram_chat_messages_per_second": 1000,
        "message_burst": 10_000,
    }
    app = make_app(load_settings(**{**given, **settings}))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with aiohttp.ClientSession() as session:
            first = "getUpdates" if polling else "setWebhook"
            await telegram.until(
                lambda: any(call.method == first for call in telegram.calls) or polling,
                CONNECTED_SECONDS,
            )
            yield Clinic(telegram, app, url, session, data)
    finally:
        await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def clinic(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Clinic]:
    """One service for a module, by webhook; each test has a chat of its own."""
    async with clinic_in(tmp_path_factory.mktemp("clinic")) as running:
        yield running


_chats = itertools.count(1001)


@pytest.fixture
def chat() -> int:
    """Somebody new."""
    return next(_chats)
