"""Without a public address: long polling, and what stands in its way."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.errors import TelegramError
from bot.settings import Settings
from bot.telegram.cli import _do
from tests.fakes.telegram import TOKEN
from tests.integration.telegram.conftest import Clinic, clinic_in

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def polled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Clinic]:
    """One service for the module, which polls."""
    async with clinic_in(tmp_path_factory.mktemp("polled"), polling=True) as running:
        yield running


async def test_a_person_is_answered(polled: Clinic, chat: int) -> None:
    telegram = polled.telegram
    await telegram.enqueue_update(telegram.said(chat, "/start"), token=TOKEN)
    call = await telegram.until_told(chat, "How did it begin?")
    await telegram.enqueue_update(telegram.said(chat, "it trembles"), token=TOKEN)
    await telegram.until_told(chat, "You said: it trembles")
    call = await telegram.until_told(chat, "How did it begin?")
    await telegram.enqueue_update(telegram.tapped(chat, call.buttons["Suddenly"]), token=TOKEN)
    await telegram.until_told(chat, "You said: /answer")
    assert telegram.answers_to_taps() == [""]


async def test_what_was_read_is_acknowledged_by_the_next_question(
    polled: Clinic, chat: int
) -> None:
    telegram = polled.telegram
    update = telegram.said(chat, "read me")
    await telegram.enqueue_update(update, token=TOKEN)
    await telegram.until_told(chat, "You said: read me")
    await telegram.until(
        lambda: (
            any(
                int(call.fields.get("offset", 0)) > update["update_id"] - 1
                for call in telegram.calls
                if call.method == "getUpdates"
            )
            or not telegram._update_queues.info(TOKEN)["pending_update_count"]
        )
    )


@pytest.mark.parametrize("result", [5, None, [None, {"update_id": "x"}, {}]])
async def test_nonsense_in_place_of_updates_does_not_end_the_asking(
    polled: Clinic, chat: int, result: object
) -> None:
    polled.telegram.nonsense.append(result)
    await polled.telegram.until(lambda: not polled.telegram.nonsense, 120)
    await polled.telegram.enqueue_update(polled.telegram.said(chat, "read me"), token=TOKEN)
    await polled.telegram.until_told(chat, "You said: read me", 120)


def settings(clinic: Clinic, **more: object) -> Settings:
    given = {"telegram_token": TOKEN, "telegram_api": clinic.telegram.url}
    return Settings(**{**given, **more}, _env_file=None)  # type: ignore[arg-type]


async def test_info_tells_that_somebody_polls(polled: Clinic) -> None:
    told = await _do(settings(polled), lambda operator: operator.info())
    assert "@back_tremor_bot" in told
    assert "a service polls with this token" in told


async def test_menu_and_page_are_set(polled: Clinic) -> None:
    told = await _do(settings(polled, country="GB"), lambda operator: operator.set_commands())
    assert told.startswith("8 commands")
    calls = {call.method: call for call in polled.telegram.calls}
    assert "all_private_chats" in calls["setMyCommands"].fields["scope"]
    assert "emergency" in calls["setMyCommands"].fields["commands"]
    assert "call 999" in calls["setMyDescription"].fields["description"]


async def test_an_unknown_token_is_named_and_not_shown(polled: Clinic) -> None:
    with pytest.raises(TelegramError, match="does not know this token") as wrong:
        await _do(settings(polled, telegram_token="43:secret"), lambda one: one.info())
    assert "43:secret" not in str(wrong.value)


async def test_telegram_out_of_reach_is_said_without_the_token(polled: Clinic) -> None:
    away = settings(polled, telegram_api="http://127.0.0.1:1")
    with pytest.raises(TelegramError, match="cannot be reached") as wrong:
        await _do(away, lambda one: one.info())
    assert TOKEN not in str(wrong.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "TELEGRAM_PUBLIC_URL is not set"),
        ({"telegram_public_url": "http://clinic.example"}, "Telegram refused"),
    ],
)
async def test_a_webhook_needs_an_address(
    polled: Clinic, given: dict[str, str], words: str
) -> None:
    with pytest.raises(TelegramError, match=words):
        await _do(settings(polled, **given), lambda one: one.set_webhook())


async def test_without_a_token_nothing_is_asked(polled: Clinic) -> None:
    with pytest.raises(TelegramError, match="TELEGRAM_TOKEN is not set"):
        await _do(settings(polled, telegram_token=""), lambda one: one.info())


async def test_a_webhook_stops_polling_with_an_explanation_and_can_be_deleted(
    polled: Clinic, chat: int, capfd: pytest.CaptureFixture[str]
) -> None:
    hook = settings(polled, telegram_public_url="https://bot.clinic.example/")
    told = await _do(hook, lambda one: one.set_webhook())
    assert told == "Telegram calls https://bot.clinic.example/telegram/webhook from now on."
    await polled.telegram.until(lambda: any(call.status == 409 for call in polled.telegram.calls))
    told = await _do(hook, lambda one: one.info())
    assert "webhook   https://bot.clinic.example/telegram/webhook" in told
    await _do(hook, lambda one: one.delete_webhook(drop_pending=False))
    await polled.telegram.enqueue_update(polled.telegram.said(chat, "back?"), token=TOKEN)
    await polled.telegram.until_told(chat, "You said: back?")
    printed = capfd.readouterr()
    assert TOKEN not in printed.out + printed.err
