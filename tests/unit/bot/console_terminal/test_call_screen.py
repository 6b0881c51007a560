"""Phone intake: form, question to read out, chips, emergency, the end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widgets import Input

from bot.console_terminal.errors import Away
from bot.console_terminal.screens.call import CallScreen
from bot.console_terminal.screens.queue import QueueScreen
from bot.console_terminal.widgets.answers import Answers
from tests.fakes.desk import FakeConsole
from tests.unit.bot.console_terminal.conftest import Json, Open, read, seen, until


@pytest.fixture
async def call(at_queue: Open) -> AsyncIterator[Pilot[None]]:
    """A call that has begun; everything up to here was done with keys."""
    async with at_queue() as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "Caller's name" in seen(pilot))
        await pilot.press(*"Kent", "enter", *"mother", "enter", *"0171", "enter")
        await until(pilot, lambda: "READ OUT" in seen(pilot))
        yield pilot


def call_row(console: FakeConsole) -> Json:
    """The call's row as the news have it."""
    rows: list[Json] = [talk["row"] for talk in console.data["talks"]]
    return next(row for row in rows if row["id"] == "call")


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
    assert "1) Yes, one of these  2) None of these  3) Not sure" in " ".join(seen(call).split("\n"))


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


async def test_in_an_emergency_the_question_to_ask_then_is_read_and_answered_too(
    console: FakeConsole, call: Pilot[None]
) -> None:
    await call.press(*"mistake", "enter")
    await until(call, lambda: "Then ask: To be safe, I ask once more" in seen(call))
    assert "TELL THE CALLER NOW" in seen(call)
    assert "1) It was a mistake  2) It is so" in seen(call)
    await call.press("escape", "1")
    await until(call, lambda: ("hear", "call", '/answer{"mistake"}') in console.done)


async def test_a_correction_by_the_agent_ends_the_emergency_on_the_screen(
    console: FakeConsole, call: Pilot[None]
) -> None:
    await call.press(*"bladder", "enter")
    await until(call, lambda: call.app.screen.has_class("emergency"))
    await call.press("escape", "f")
    await until(call, lambda: "Which finding?" in seen(call))
    await call.press(*"pressed", "enter")
    await until(call, lambda: "what is true?" in seen(call))
    await call.press("down", "enter")
    await until(call, lambda: not call.app.screen.has_class("emergency"))
    assert "Is any of these new" in seen(call)


async def test_a_call_that_was_left_is_found_in_the_queue_and_goes_on(
    console: FakeConsole, call: Pilot[None]
) -> None:
    await call.press("escape", "escape")
    await until(call, lambda: isinstance(call.app.screen, QueueScreen))
    console.tell("queue", row=call_row(console))
    await until(call, lambda: "Call · phone · yours" in seen(call))
    await call.press("j", "j", "j", "enter")
    await until(call, lambda: isinstance(call.app.screen, CallScreen))
    await until(call, lambda: "Call · Kent · mother · 0171" in seen(call))
    assert "Is any of these new" in seen(call)
    await call.press(*"hurts", "enter")
    await until(call, lambda: "Does the pain go down the leg?" in seen(call))


async def test_every_line_of_a_paste_is_heard(console: FakeConsole, call: Pilot[None]) -> None:
    call.app.post_message(Paste("it hurts\r\nand she has a fever\n"))
    await until(call, lambda: field(call).value == "it hurts and she has a fever")


async def test_a_long_answer_can_be_scrolled_to_its_end(
    console: FakeConsole, call: Pilot[None]
) -> None:
    lines = "\n".join(f"line {number}" for number in range(30))
    heard = {**console.data["heard"]["other"], "say": [lines]}
    console.data = {**console.data, "heard": {"other": heard}}
    await call.press(*"hurts", "enter")
    await until(call, lambda: "line 1" in seen(call))
    await call.press("escape", "end")
    await until(call, lambda: "line 29" in seen(call) and "[+ pain]" in seen(call))


async def test_while_little_is_known_it_is_not_said_that_nothing_is_left_to_ask(
    console: FakeConsole, call: Pilot[None]
) -> None:
    heard = console.data["heard"]["other"]
    unasked = {**heard, "ask": None, "assessment": {**heard["assessment"], "question": None}}
    console.data = {**console.data, "heard": {"other": unasked}}
    await call.press(*"hm", "enter")
    await until(call, lambda: "Let the caller tell" in seen(call))
    assert "Nothing is left to ask" not in seen(call)


async def test_a_tenth_answer_has_no_number_as_it_has_no_key(call: Pilot[None]) -> None:
    answers = call.app.screen.query_one(Answers)
    answers.show([f"answer {number}" for number in "abcdefghij"])
    await until(call, lambda: "answer j" in seen(call))
    assert "9) answer i - answer j" in read(call)
    ends = [line.rstrip(" ┃")[-1] for line in seen(call).splitlines() if " answer " in line]
    assert ")" not in ends, "no number is parted from its answer"


async def test_letters_in_a_hurry_are_for_the_field_that_comes_next(
    console: FakeConsole, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "Caller's name" in seen(pilot))
        for key in (*"Kent", "enter", *"mother", "enter", *"0171", "enter"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: ("begin_call", "Kent", "mother", "0171") in console.done)


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


async def test_after_a_call_the_next_one_begins_with_the_same_key(call: Pilot[None]) -> None:
    await call.press("escape", "e")
    await until(call, lambda: "SUMMARY FOR THE DOCTOR" in seen(call))
    await call.press("escape", "i")
    await until(call, lambda: "The call has ended." in seen(call))
    assert not field(call).display, "nobody is there to be heard"
    await call.press("c")
    await until(call, lambda: "Caller's name" in seen(call))


async def test_while_somebody_is_on_the_phone_no_slip_begins_another_call(
    call: Pilot[None],
) -> None:
    await call.press("escape", "c")
    await call.pause()
    assert "Call · Kent" in seen(call)
