"""Logs of the messenger: no word, no name, no chat and no secret, at any level, whatever breaks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.telegram.webhook import HEADER, PATH
from tests.fakes.gateway import Gateway
from tests.fakes.telegram import TOKEN, Fault, Json, Telegram
from tests.integration.telegram.test_kills import CONNECTED_SECONDS, SECRET, Site

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

CANARY = "Xylocanary"
CHAT = 730_194_255
WHO = {"id": CHAT, "is_bot": False, "first_name": "Quetzalina", "username": "quetzal_93"}


@pytest.fixture(params=["webhook", "polling"])
async def site(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Site]:
    """A service that logs all it has to tell, in either way of getting updates."""
    async with Telegram().serving() as telegram:
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": telegram.url,
            "TELEGRAM_PUBLIC_URL": "http://127.0.0.1:1" if request.param == "webhook" else "",
            "LOG_LEVEL": "debug",
            "TURN_SECONDS": "5",
        }
        gateway = Gateway(tmp_path, settings, start_seconds=CONNECTED_SECONDS)
        running = Site(telegram, gateway)
        gateway.start()
        first = {"webhook": "setWebhook", "polling": "getMe"}[request.param]
        await telegram.until(lambda: any(c.method == first for c in telegram.calls), 300)
        yield running
        gateway.kill()


async def bring(site: Site, update: Json) -> None:
    """An update, in the way that the service gets them."""
    if site.gateway.settings["TELEGRAM_PUBLIC_URL"]:
        assert await site.deliver(update)
    else:
        await site.telegram.enqueue_update(update, token=TOKEN)


async def test_nothing_of_a_person_and_no_secret_gets_into_logs(site: Site) -> None:
    telegram = site.telegram
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]

    async def say(text: str | None = None, **more: object) -> None:
        await bring(site, telegram.said(CHAT, text, **{"from": WHO, **more}))

    await say(f"{CANARY} hello")
    call = await telegram.until_told(CHAT, "How did it begin?", 120)
    taps = list(call.buttons.values())
    await bring(site, telegram.tapped(CHAT, taps[0]))
    for fault in (429, 502, "lost", 400):
        telegram.fail("sendMessage", Fault(fault, description=f"{CANARY} refused", chat=CHAT))
        await say(f"{CANARY} through {fault}")
    for trouble in ("FAIL", "GARBAGE", "CRASH"):
        await say(f"{CANARY} {trouble}")
    await say(photo=photo, caption=f"{CANARY} below a picture")
    await say(f"/start {CANARY}")
    if site.gateway.settings["TELEGRAM_PUBLIC_URL"]:  # the emulator polls out no such ones
        edited = telegram.message(CHAT, text=f"{CANARY} changed", edit_date=1, **{"from": WHO})
        await bring(site, telegram.update("edited_message", edited))
        await bring(site, telegram.update("message", {"chat": {"id": CHAT}, "text": CANARY}))
    await forge(site)
    await say(f"{CANARY} at last")
    await telegram.until_told(CHAT, f"You said: {CANARY} at last", 240)
    printed = "".join(site.gateway.output)
    assert "telegram_says_wait" in printed
    assert "turn_failed" in printed
    secrets = (CANARY, TOKEN, TOKEN.split(":")[1], SECRET, str(CHAT), *taps)
    for secret in (*secrets, WHO["first_name"], WHO["username"]):
        assert str(secret) not in printed


async def forge(site: Site) -> None:
    """Somebody else knocks at the door of the webhook, with words and a guess at the secret."""
    async with aiohttp.ClientSession(site.gateway.url) as session:
        for body in (f'{{"{CANARY}', "[" * 50_000, json.dumps({"update_id": 1, CANARY: CANARY})):
            for guess in (CANARY, ""):
                headers = {HEADER: guess}
                async with session.post(PATH, data=body, headers=headers) as answer:
                    assert answer.status in (401, 404)
        if site.gateway.settings["TELEGRAM_PUBLIC_URL"]:
            headers = {HEADER: SECRET}
            async with session.post(PATH, data="[" * 50_000, headers=headers) as answer:
                assert answer.status == 400
