"""Telegram refuses, stumbles or falls silent: nothing is lost, nothing comes twice."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.telegram import Fault, Json
from tests.integration.telegram.conftest import Clinic, clinic_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

FIRST_CHAT = 900_001


def answers(clinic: Clinic, chat: int) -> list[str]:
    """What arrived but for the greeting."""
    return [text for text in clinic.telegram.texts(chat) if text.startswith("You said: word")]


FAULTS: list[tuple[int | str, int]] = [
    (429, 1), (500, 3), (502, 1), ("lost", 1), ("lost", 3), ("held", 1), ("stalled", 1),
]  # fmt: skip


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def suffered(clinic: Clinic) -> dict[int, BaseException | None]:
    """All faults at once, each in a chat of its own, as nearly all the time is spent on waiting."""
    chats = range(FIRST_CHAT, FIRST_CHAT + len(FAULTS))
    talks = [_suffer(clinic, chat, *fault) for chat, fault in zip(chats, FAULTS, strict=True)]
    return dict(zip(chats, await asyncio.gather(*talks, return_exceptions=True), strict=True))


async def _suffer(clinic: Clinic, chat: int, kind: int | str, times: int) -> None:
    await clinic.talk(chat, "hello")
    clinic.telegram.fail("sendMessage", Fault(kind, times=times, chat=chat))
    for number in range(4):
        await clinic.say(chat, f"word {number}")
    await clinic.telegram.until(lambda: len(answers(clinic, chat)) >= 4)
    await clinic.talk(chat, "the end")


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[f"{k}-{n}" for k, n in FAULTS])
async def test_a_fault_while_sending_loses_nothing_and_repeats_nothing(
    clinic: Clinic, suffered: dict[int, BaseException | None], number: int
) -> None:
    chat = FIRST_CHAT + number
    if (fault := suffered[chat]) is not None:
        raise fault
    assert answers(clinic, chat) == [f"You said: word {number}" for number in range(4)]
    assert set(Counter(call.fields["text"] for call in clinic.telegram.sent(chat)
                       if call.text.startswith("You said")).values()) == {1}  # fmt: skip


async def test_a_document_whose_answer_was_lost_comes_once(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "it trembles")
    clinic.telegram.fail("sendDocument", Fault("lost", chat=chat))
    await clinic.say(chat, "/summary")
    await clinic.telegram.until_told(chat, "to take along")
    await clinic.talk(chat, "thanks")
    documents = [call for call in clinic.telegram.sent(chat) if call.method == "sendDocument"]
    assert len(documents) == 1


async def test_telegrams_wait_is_obeyed_and_others_do_not_wait(tmp_path: Path) -> None:
    async with clinic_in(tmp_path) as clinic:
        await clinic.talk(1, "hello")
        clinic.telegram.fail("sendMessage", Fault(429, retry_after=3600, chat=1))
        await clinic.say(1, "word 1")
        refused = lambda: [c for c in clinic.telegram.calls if (c.chat, c.status) == (1, 429)]  # noqa: E731
        await clinic.telegram.until(lambda: bool(refused()))
        for other in (2, 3, 4):
            await clinic.talk(other, "and I?")
        assert answers(clinic, 1) == []


async def test_an_emergency_overtakes_what_waits_in_its_own_chat(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    clinic.telegram.fail("sendMessage", Fault(429, retry_after=15, chat=chat))
    for number in range(3):
        await clinic.say(chat, f"word {number}")
    await clinic.say(chat, "ALARM I cannot feel my legs")
    await clinic.telegram.until_told(chat, "Call 112 now.")
    await clinic.telegram.until(lambda: len(answers(clinic, chat)) == 3)
    told = clinic.telegram.texts(chat)
    alarm = next(number for number, text in enumerate(told) if "Call 112 now." in text)
    assert sum(text.startswith("You said: word") for text in told[alarm:]) == 3


async def test_a_database_that_something_else_holds_delays_and_loses_nothing(
    clinic: Clinic, chat: int
) -> None:
    """As when a backup or an operator's shell locks it: Telegram is told to come again."""
    await clinic.talk(chat, "hello")
    statuses: list[int] = []

    async def insist(update: Json) -> None:
        while not statuses or statuses[-1] != 200:
            statuses.append(await clinic.deliver(update))

    other = sqlite3.connect(clinic.data / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        first = asyncio.create_task(insist(clinic.telegram.said(chat, "word 0")))
        await clinic.until(lambda: 503 in statuses)
    finally:
        other.execute("ROLLBACK")
        other.close()
    await first
    await clinic.say(chat, "word 1")
    await clinic.telegram.until(lambda: len(answers(clinic, chat)) >= 2)
    await clinic.settled(chat)
    assert answers(clinic, chat) == ["You said: word 0", "You said: word 1"]


async def test_formatting_that_telegram_cannot_read_does_not_cost_the_words(
    clinic: Clinic, chat: int
) -> None:
    await clinic.talk(chat, "hello")
    fault = Fault(400, description="Bad Request: can't parse entities: nonsense", chat=chat)
    clinic.telegram.fail("sendMessage", fault)
    await clinic.say(chat, "a < b")
    call = await clinic.telegram.until_told(chat, "You said: a < b")
    assert "parse_mode" not in call.fields


async def test_who_has_blocked_the_bot_is_not_sent_anything_more(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    clinic.telegram.fail(
        "sendMessage", Fault(403, description="Forbidden: bot was blocked by the user", chat=chat)
    )
    sent = len(clinic.telegram.sent(chat))
    await clinic.say(chat, "word 1")
    refused = lambda: [c for c in clinic.telegram.calls if (c.chat, c.status) == (chat, 403)]  # noqa: E731
    await clinic.telegram.until(lambda: bool(refused()))
    await clinic.talk(chat + 500_000, "somebody else")
    assert len(clinic.telegram.sent(chat)) == sent
    assert len(refused()) == 1


async def test_a_flood_of_one_person_gets_one_word_and_an_emergency_passes(
    clinic: Clinic, chat: int
) -> None:
    await clinic.talk(chat, "hello")
    await clinic.say(chat, "SLOW")
    updates = [clinic.telegram.said(chat, f"word {number}") for number in range(90)]
    for update in updates:
        assert await clinic.deliver(update) == 200
    await clinic.say(chat, "ALARM I cannot feel my legs")
    await clinic.telegram.until_told(chat, "Call 112 now.")
    await clinic.telegram.until_told(chat, "very many messages at once")
    await clinic.talk(chat, "is it over?")
    told = clinic.telegram.texts(chat)
    assert sum("very many messages at once" in text for text in told) == 1
    assert answers(clinic, chat) == [
        f"You said: word {n}" for n in range(len(answers(clinic, chat)))
    ]
    assert 40 <= len(answers(clinic, chat)) < 90
