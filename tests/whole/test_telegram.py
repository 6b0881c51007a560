"""The whole conversation of a patient with the engine as it is: from /start to the PDF."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from pypdf import PdfReader

from bot import keys
from tests.fakes.gateway import REAL_ENGINE
from tests.fakes.telegram import Call
from tests.integration.telegram.conftest import Clinic, clinic_in

COMPLAINT = "for three weeks my lower back has been trembling when I bend down, no numbness"
MOST_QUESTIONS = 20
PREFERRED = ("None of these", "No", "Not sure")

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.slow,
    pytest.mark.timeout(1800),
]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def real(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Clinic]:
    """A service with one real worker."""
    settings = {"engine_command": REAL_ENGINE, "emergency_number": "555"}
    async with clinic_in(tmp_path_factory.mktemp("real"), **settings) as running:
        await running.until(lambda: running.app[keys.POOL].ready_workers > 0, 600)
        yield running


async def test_from_start_to_the_pdf(real: Clinic, chat: int) -> None:
    await real.say(chat, "/start")
    await real.telegram.until_told(chat, "I am a computer program")
    await real.settled(chat)
    await real.say(chat, COMPLAINT)
    await real.telegram.until_told(chat, "3 weeks")
    await real.settled(chat)
    tapped = 0
    while not told(real, chat, "Whom to see first"):
        assert tapped < MOST_QUESTIONS
        before = len(real.telegram.sent(chat))
        await real.tap(chat, choice(real.telegram.sent(chat)[-1]))
        await real.telegram.until(lambda before=before: len(real.telegram.sent(chat)) > before)
        await real.settled(chat)
        tapped += 1
    assert tapped >= 2
    assert not any(call.status >= 400 for call in real.telegram.calls)
    before = len(real.telegram.sent(chat))
    await real.say(chat, "what is an EMG?")
    await real.telegram.until(lambda: len(real.telegram.sent(chat)) > before)
    await real.settled(chat)
    assert any("electric" in text for text in real.telegram.texts(chat)[before:])
    await real.say(chat, "/summary")
    call = await real.telegram.until_told(chat, "to take along")
    (file,) = call.files.values()
    pages = PdfReader(io.BytesIO(file["data"])).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Summary for the doctor" in words
    assert "On movement, effort or holding a posture" in words
    assert "Therapist" in words


def told(clinic: Clinic, chat: int, words: str) -> bool:
    return any(words in text for text in clinic.telegram.texts(chat))


def choice(question: Call) -> str:
    """The button that a healthy person would tap."""
    named = [title for title in PREFERRED if title in question.buttons]
    assert question.buttons, question.text
    return question.buttons[named[0] if named else next(iter(question.buttons))]


async def test_an_emergency_is_the_first_thing_that_is_said(real: Clinic, chat: int) -> None:
    await real.say(chat, "since this morning I cannot hold my urine and my groin is numb")
    call = await real.telegram.until_told(chat, "Call 555 now.")
    assert call.text.startswith("<b>Call 555 now.</b>")
