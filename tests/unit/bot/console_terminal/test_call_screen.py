"""Phone intake: form, question to read out, chips, emergency, the end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from bot.console_terminal.errors import Away
from tests.fakes.desk import FakeConsole
from tests.unit.bot.console_terminal.conftest import Open, seen, until


@pytest.fixture
async def call(at_queue: Open) -> AsyncIterator[Pilot[None]]:
    """A call that has begun; everything up to here was done with keys."""
    async with at_queue() as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "Caller's name" in seen(pilot))
        await pilot.press(*"Kent", "enter", *"mother", "enter", *"0171", "enter")
        await until(pilot, lambda: "READ OUT" in seen(pilot))
        yield pilot


def field(pilot: Pilot[None]) -> Input:
    return pilot.app.screen.query_one("#sentence", Input)


async def test_a_call_begins_with_who_it_is_and_how_to_call_back(
    console: FakeConsole, call: Pilot[None]
) -> None:
    assert ("begin_call", "Kent", "mother", "0171") in console.done
    assert "Call · Kent · mother · 0171" in seen(call)
    assert call.app.focused is field(call), "the agent can type at once"


async def test_the_question_to_read_out_stands_on_top_with_its_answers(call: Pilot[None]) -> None:
    lines = seen(call).splitlines()
    assert "READ OUT" in lines[1]
    assert "Is any of these new" in lines[2]
    assert "1 Yes, one of these  2 None of these  3 Not sure" in " ".join(seen(call).split("\n"))


async def test_a_sentence_becomes_chips_and_the_next_question(
    console: FakeConsole, call: Pilot[None]
) -> None:
    await call.press(*"hurts", "enter")
    await until(call, lambda: "[+ pain]" in seen(call))
    words = seen(call)
    assert "[- numbness not present]" in words
    assert "Does the pain go down the leg?" in words
    assert "I understand: pain in the lower back" in words
    assert field(call).value == ""


async def test_an_offered_answer_is_one_key(console: FakeConsole, call: Pilot[None]) -> None:
    await call.press("escape", "2")
    await until(call, lambda: ("hear", "call", '/answer{"none"}') in console.done)
    assert call.app.focused is field(call)


async def test_an_emergency_turns_the_screen_and_says_what_to_tell(
    console: FakeConsole, call: Pilot[None]
) -> None:
    rung = []
    call.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
    await call.press(*"bladder", "enter")
    await until(call, lambda: "EMERGENCY - TELL THE CALLER NOW" in seen(call))
    assert "Please call 112 for her now" in seen(call).splitlines()[2]
    assert "Tell her: “Go to an" in seen(call)
    assert call.app.screen.has_class("emergency")
    assert "[!! pressed nerves at the end of the spine]" in seen(call)
    assert rung


async def test_the_screen_turns_back_when_the_emergency_is_taken_back(call: Pilot[None]) -> None:
    await call.press(*"bladder", "enter")
    await until(call, lambda: call.app.screen.has_class("emergency"))
    await call.press(*"sorry", "enter")
    await until(call, lambda: not call.app.screen.has_class("emergency"))
    assert "READ OUT" in seen(call)


async def test_a_sentence_that_could_not_be_sent_stays_in_the_field(
    console: FakeConsole, call: Pilot[None]
) -> None:
    console.broken = Away("no_server", url="http://clinic.example")
    await call.press(*"hurts", "enter")
    await until(call, lambda: "No service answers" in seen(call))
    assert field(call).value == "hurts"
    console.broken = None
    await call.press("enter")
    await until(call, lambda: "[+ pain]" in seen(call))


async def test_a_form_may_stay_empty(console: FakeConsole, at_queue: Open) -> None:
    async with at_queue() as pilot:
        await pilot.press("c", "enter", "enter", "enter")
        await until(pilot, lambda: ("begin_call", "", "", "") in console.done)


async def test_the_end_leads_to_the_summary_which_one_key_copies(
    console: FakeConsole, call: Pilot[None]
) -> None:
    await call.press("escape", "e")
    await until(call, lambda: "SUMMARY FOR THE DOCTOR" in seen(call))
    assert ("end_call", "call") in console.done
    await call.press("y")
    await until(call, lambda: "Copied" in seen(call))
    assert call.app.clipboard.startswith("SUMMARY FOR THE DOCTOR")
    await call.press("escape")
    assert "Call · Kent" in seen(call), "Esc leads back to the call"
