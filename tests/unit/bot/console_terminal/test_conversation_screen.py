"""A conversation: reading it, taking over, replying, notes, corrections, handing back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from bot.console_terminal import wire
from bot.console_terminal.errors import Away
from bot.console_terminal.screens.conversation import ConversationScreen
from bot.console_terminal.widgets.transcript import Transcript
from tests.fakes.desk import FakeConsole
from tests.unit.bot.console_terminal.conftest import Open, read, seen, until

AWAY = Away("no_server", url="http://clinic.example")


@pytest.fixture
async def talk(at_queue: Open) -> AsyncIterator[Pilot[None]]:
    """The emergency of the morning, opened."""
    async with at_queue() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "can a person help" in seen(pilot))
        yield pilot


async def take_over(pilot: Pilot[None]) -> None:
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.focused, TextArea))


def field(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#reply", TextArea).text


async def test_the_transcript_says_who_said_what(talk: Pilot[None]) -> None:
    words = seen(talk)
    for one in ("Patient  09:06", "Bot  09:06  EMERGENCY", "PRIVATE NOTE by Ben", "Call 112 now."):
        assert one in words


async def test_the_red_flag_is_quoted_on_top(talk: Pilot[None]) -> None:
    assert "!! Emergency  “I cannot hold my bladder”" in "".join(seen(talk).splitlines()[:3])


async def test_looking_is_told_to_the_others_until_one_is_back_in_the_queue(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await until(talk, lambda: console.streams[-1] == ("4be1aa", "1-0"))
    await talk.press("escape")
    await until(talk, lambda: console.streams[-1][0] == "")


async def test_how_a_message_was_understood_folds_out(talk: Pilot[None]) -> None:
    assert "97 % sure" not in seen(talk)
    await talk.press("k", "k", "k", "u")
    await until(talk, lambda: "meant: inform (97 % sure)" in seen(talk))
    assert "not present: fever “no fever”" in seen(talk)
    await talk.press("u")
    await until(talk, lambda: "97 % sure" not in seen(talk))


async def test_the_record_has_findings_with_quotes_and_candidates_with_reasons(
    talk: Pilot[None],
) -> None:
    await talk.resize_terminal(80, 44)
    await talk.press("l")
    await until(talk, lambda: "What may be behind it" in seen(talk))
    words = seen(talk)
    for one in (
        "+ trouble with bladder or bowel “I cannot hold my bladder”",
        "+ leg pain (by an agent)",
        "- fever “no fever”",
        "? back surgery (in the past)",
        "for: leg pain, on movement",
        "against: leg pain",
        "Taken back: blood poisoning",
        "a zapping feeling",
    ):
        assert one in words


async def test_nobody_writes_to_a_patient_without_having_taken_over(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await talk.press("r")
    await until(talk, lambda: "Take the conversation over first" in seen(talk))
    assert not talk.app.screen.query_one("#reply").display


async def test_a_reply_goes_out_once_even_if_the_first_try_fails(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await take_over(talk)
    tried: list[str] = []
    say = console.say

    async def once_away(conversation: str, text: str, message_id: str):  # type: ignore[no-untyped-def]
        tried.append(message_id)
        if len(tried) == 1:
            raise AWAY
        return await say(conversation, text, message_id)

    console.say = once_away  # type: ignore[method-assign]
    await talk.press(*"hello", "enter")
    await until(talk, lambda: "No service answers" in seen(talk))
    assert field(talk) == "hello", "what was written is kept"
    await talk.press("enter")
    await until(talk, lambda: field(talk) == "")
    assert tried[0] == tried[1], "the same id, so that it is never said twice"
    assert "hello" in seen(talk)


async def test_the_patient_sees_that_somebody_types_and_that_it_is_over(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await take_over(talk)
    await talk.press(*"well")
    await until(talk, lambda: ("typing", "4be1aa", "True") in console.done)
    await talk.press("escape")
    await until(talk, lambda: ("typing", "4be1aa", "False") in console.done)
    assert [one[2] for one in console.done if one[0] == "typing"] == ["True", "False"]


async def test_a_ready_reply_is_found_by_its_code(console: FakeConsole, talk: Pilot[None]) -> None:
    await take_over(talk)
    await talk.press("slash", "n")
    await until(talk, lambda: "/number  You can call us" in seen(talk))
    await talk.press("tab")
    await until(talk, lambda: field(talk) == "You can call us on +44 20 7946 0018.")
    await talk.press("enter")
    await until(talk, lambda: any(one[0] == "say" for one in console.done))


async def test_a_placeholder_that_is_not_filled_in_is_not_sent(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await take_over(talk)
    await talk.press("slash", *"date", "space")
    await until(talk, lambda: "{day}" in field(talk))
    await talk.press("enter")
    await until(talk, lambda: "Fill in {day} first" in seen(talk))
    assert not any(one[0] == "say" for one in console.done)


async def test_a_code_that_no_ready_reply_has_is_not_sent_to_the_patient(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await take_over(talk)
    await talk.press("slash", *"nmber", "enter")
    await until(talk, lambda: "There is no ready reply /nmber, so nothing was sent" in read(talk))
    assert field(talk) == "/nmber"
    assert not any(one[0] == "say" for one in console.done)


async def test_in_a_call_of_a_colleague_there_is_nobody_to_write_to(
    console: FakeConsole, at_queue: Open
) -> None:
    async with at_queue() as pilot:
        row = {**console.data["talks"][-1]["row"], "agent": {"id": 4, "name": "Ben"}}
        console.talks["call"] = replace(console.talks["call"], row=wire.row(row))
        console.tell("queue", row=row)
        await until(pilot, lambda: "Call · phone · held by Ben" in seen(pilot))
        await pilot.press("j", "j", "j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConversationScreen))
        await until(pilot, lambda: "held by Ben" in seen(pilot))
        await pilot.press("r")
        await until(pilot, lambda: "there is nobody to write to" in seen(pilot))


async def test_a_new_emergency_in_the_open_conversation_is_told_in_words(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await take_over(talk)
    console.tell("emergency", row=console.data["rows"][0], flags=[])
    words = "NEW EMERGENCY in this conversation: “I cannot hold my bladder”"
    await until(talk, lambda: words in read(talk))


async def test_after_the_newest_message_comes_nothing(talk: Pilot[None]) -> None:
    transcript = talk.app.screen.query_one(Transcript)
    newest = transcript.highlighted
    await talk.press("j", "down")
    assert transcript.highlighted == newest, "it does not begin anew at the first"
    await talk.press(*"kkkkkkkk")
    assert transcript.highlighted == 0


async def test_ctrl_c_says_how_to_leave(talk: Pilot[None]) -> None:
    await talk.press("ctrl+c")
    await until(talk, lambda: "Ctrl-Q signs out and leaves" in seen(talk))


async def test_that_nobody_answered_is_not_said_any_more_when_the_news_are_back(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    console.broken = AWAY
    console.break_streams()
    await until(talk, lambda: "NOT LIVE" in seen(talk))
    await talk.press("t")
    await until(talk, lambda: "No service answers" in seen(talk))
    console.broken = None
    await until(talk, lambda: "The service answers again." in seen(talk))
    assert "No service answers" not in seen(talk)


async def test_a_note_is_a_box_of_its_own_and_never_a_reply(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await take_over(talk)
    await talk.press(*"dear", "escape", "n")
    await until(talk, lambda: "the patient never sees it" in seen(talk))
    await talk.press(*"secret", "enter")
    await until(talk, lambda: "PRIVATE NOTE by Anna" in seen(talk))
    assert ("note", "4be1aa", "secret") in console.done
    assert not any(one[0] == "say" for one in console.done)
    assert field(talk) == "dear"


async def test_a_note_that_was_left_or_not_kept_stands_there_again(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await talk.press("n")
    await until(talk, lambda: "the patient never sees it" in seen(talk))
    await talk.press(*"frail", "escape", "n")
    await until(talk, lambda: "frail" in seen(talk))
    console.broken = AWAY
    await talk.press("enter")
    await until(talk, lambda: "No service answers" in seen(talk))
    console.broken = None
    await talk.press("n")
    await until(talk, lambda: "frail" in seen(talk))
    await talk.press("enter")
    await until(talk, lambda: ("note", "4be1aa", "frail") in console.done)
    await until(talk, lambda: "Note kept" in seen(talk))
    await talk.press("n")
    await until(talk, lambda: "the patient never sees it" in seen(talk))
    await talk.pause()
    assert not talk.app.screen.query_one(TextArea).text


async def test_a_message_that_was_understood_wrongly_is_collected(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await talk.press("k", "k", "k", "x")
    await until(talk, lambda: ("misread", "4be1aa", "m-2") in console.done)
    await until(talk, lambda: "marked as understood wrongly" in seen(talk))


async def test_only_the_patients_words_can_be_understood_wrongly(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await talk.press("k", "x")
    await until(talk, lambda: "Choose a message of the patient" in seen(talk))


async def test_a_finding_is_put_right_with_a_few_letters(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await talk.press("f")
    await until(talk, lambda: "leg pain (now: present)" in seen(talk))
    await talk.press(*"numb", "enter", "down", "enter")
    await until(
        talk, lambda: ("correct", "4be1aa", "finding", "numbness", "absent") in console.done
    )


async def test_a_red_flag_can_be_taken_back(console: FakeConsole, talk: Pilot[None]) -> None:
    await talk.press("f")
    await until(talk, lambda: "leg pain (now: present)" in seen(talk))
    await talk.press(*"pressed", "enter")
    await until(talk, lambda: "what is true?" in seen(talk))
    await talk.press("down", "enter")
    done = ("correct", "4be1aa", "flag", "cauda_equina", "retracted")
    await until(talk, lambda: done in console.done)


async def test_handing_back_lets_the_bot_go_on(console: FakeConsole, talk: Pilot[None]) -> None:
    await take_over(talk)
    await talk.press("escape", "h")
    await until(talk, lambda: ("release", "4be1aa") in console.done)
    await until(talk, lambda: "the bot answers" in seen(talk))
    assert not talk.app.screen.query_one("#reply").display


async def test_losing_the_conversation_keeps_what_was_written(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    await take_over(talk)
    await talk.press(*"half a")
    console.tell("claim", id="4be1aa", agent={"id": 4, "name": "Ben"}, reason="forced")
    await until(talk, lambda: "do not hold this conversation any more" in seen(talk))
    assert field(talk).startswith("half")


async def test_new_lines_appear_by_themselves(console: FakeConsole, talk: Pilot[None]) -> None:
    line = {"seq": 5, "role": "user", "at": "2026-11-27T09:14:00.000Z", "text": "are you there?"}
    console.tell("message", id="4be1aa", line=line)
    console.tell("message", id="4be1aa", line=line)
    await until(talk, lambda: "are you there?" in seen(talk))
    assert seen(talk).count("are you there?") == 1
    console.tell("viewers", id="4be1aa", viewers=[{"id": 8, "name": "Cleo"}])
    await until(talk, lambda: "looking: Cleo" in seen(talk))
    console.tell("typing", id="4be1aa", user={"id": 8, "name": "Cleo"})
    await until(talk, lambda: "Cleo is writing" in seen(talk))


async def test_escape_codes_of_a_patient_do_nothing(
    console: FakeConsole, talk: Pilot[None]
) -> None:
    line = {"seq": 6, "role": "user", "at": "2026-11-27T09:14:30.000Z", "text": "[red]\x1b[2J\x07x"}
    console.tell("message", id="4be1aa", line=line)
    await until(talk, lambda: "[red][2Jx" in seen(talk))
