"""A person in Telegram: greeted, asked, answered, in order, and once."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot import keys
from bot.store import tables, transcript
from bot.store.transcript import Speech
from bot.telegram.webhook import HEADER
from bot.views import message_frame
from tests.integration.telegram.conftest import Clinic

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_who_starts_is_told_what_this_is_and_greeted(clinic: Clinic, chat: int) -> None:
    await clinic.say(chat, "/start")
    await clinic.telegram.until_told(chat, "How did it begin?")
    intro, greeting, question = clinic.telegram.sent(chat)
    assert "not end-to-end encrypted" in intro.text
    assert "112" in intro.text
    assert "/session_start" in greeting.text
    assert list(question.buttons) == ["Suddenly", "Talk to a person"]
    assert all(1 <= len(data.encode()) <= 64 for data in question.buttons.values())
    assert not any("answer" in data or "{" in data for data in question.buttons.values())


async def test_who_just_writes_is_greeted_and_answered(clinic: Clinic, chat: int) -> None:
    await clinic.say(chat, "my back <b>trembles</b> & aches")
    await clinic.telegram.until_told(
        chat, "You said: my back &lt;b&gt;trembles&lt;/b&gt; &amp; aches"
    )
    assert "/session_start" in clinic.telegram.texts(chat)[1]


async def test_a_tap_is_answered_shown_in_place_and_understood(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    call = await clinic.telegram.until_told(chat, "How did it begin?")
    taps = len(clinic.telegram.answers_to_taps())
    await clinic.tap(chat, call.buttons["Suddenly"])
    await clinic.telegram.until_told(chat, 'You said: /answer{"question":"onset"')
    assert clinic.telegram.answers_to_taps()[taps:] == [""]
    edits = [c for c in clinic.telegram.calls if c.method == "editMessageText" and c.chat == chat]
    assert [edit.text for edit in edits] == ["A question\n\n<b>✓ Suddenly</b>"]
    assert not edits[0].buttons


async def test_who_waits_sees_that_something_is_coming(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "SLOW thinking")
    actions = [c for c in clinic.telegram.calls if (c.method, c.chat) == ("sendChatAction", chat)]
    assert actions
    assert actions[0].fields["action"] == "typing"


async def test_a_second_tap_and_a_strangers_tap_get_a_kind_word(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    call = await clinic.telegram.until_told(chat, "How did it begin?")
    token, before = call.buttons["Suddenly"], len(clinic.telegram.sent(chat))
    await clinic.tap(chat, token)
    await clinic.telegram.until(lambda: len(clinic.telegram.sent(chat)) == before + 2)
    sent, taps = len(clinic.telegram.sent(chat)), len(clinic.telegram.answers_to_taps())
    await clinic.tap(chat, token)
    await clinic.tap(chat + 500_000, token)
    await clinic.tap(chat, "no-such-token")
    await clinic.telegram.until(lambda: len(clinic.telegram.answers_to_taps()) == taps + 3)
    again, foreign, unknown = clinic.telegram.answers_to_taps()[taps:]
    assert sorted([again, foreign, unknown]) == [
        "That button does not belong to this chat.",
        "That question is over. To change an answer, just write what is right.",
        "You have chosen that already.",
    ]
    assert len(clinic.telegram.sent(chat)) == sent


async def test_buttons_of_an_ended_conversation_are_over(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    call = await clinic.telegram.until_told(chat, "How did it begin?")
    await clinic.say(chat, "/stop")
    await clinic.telegram.until_told(chat, "The conversation is ended.")
    taps = len(clinic.telegram.answers_to_taps())
    await clinic.tap(chat, call.buttons["Suddenly"])
    await clinic.telegram.until(lambda: len(clinic.telegram.answers_to_taps()) > taps)
    assert clinic.telegram.answers_to_taps()[-1].startswith("That question is over.")


async def test_after_a_long_silence_a_new_conversation_begins(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    old = await _conversation(clinic, chat)
    query = tables.conversations.update().where(tables.conversations.c.id == old)
    await clinic.app[keys.DATABASE].write(
        lambda connection: connection.execute(query.values(expires_at=1.0))
    )
    await clinic.talk(chat, "here I am again")
    assert await _conversation(clinic, chat) != old
    await clinic.telegram.until_told(chat, "has ended after a long silence")


@pytest.mark.parametrize("secret", ["", "wrong", "w\u00f6rng"])
async def test_a_forgery_is_refused(clinic: Clinic, chat: int, secret: str) -> None:
    update = clinic.telegram.said(chat, "forged")
    assert await clinic.deliver(update, **{HEADER: secret}) == 401
    assert await clinic.deliver(update) == 200  # the number was not used up
    await clinic.telegram.until_told(chat, "You said: forged")


async def test_a_repeat_changes_nothing(clinic: Clinic, chat: int) -> None:
    update = clinic.telegram.said(chat, "only once")
    statuses = await asyncio.gather(*(clinic.deliver(update) for _ in range(10)))
    assert set(statuses) == {200}
    await clinic.talk(chat, "and then")
    assert await clinic.deliver(update) == 200
    await clinic.talk(chat, "at last")
    answered = [text for text in clinic.telegram.texts(chat) if "only once" in text]
    assert len(answered) == 1


async def test_what_comes_out_of_order_is_answered_in_order(clinic: Clinic, chat: int) -> None:
    updates = [clinic.telegram.said(chat, f"number {n}") for n in range(6)]
    for update in (updates[2], updates[5], updates[0], updates[4], updates[1], updates[3]):
        assert await clinic.deliver(update) == 200
    await clinic.telegram.until_told(chat, "You said: number 5")
    answered = [text for text in clinic.telegram.texts(chat) if "You said: number" in text]
    assert answered == [f"You said: number {n}" for n in range(6)]


async def test_a_long_answer_comes_in_parts_that_telegram_takes(clinic: Clinic, chat: int) -> None:
    words = "LONG & " + "<x> " * 10
    await clinic.say(chat, words)

    def said() -> int:
        return " ".join(clinic.telegram.texts(chat)).count("You said: LONG &amp;")

    await clinic.telegram.until(lambda: said() == 300)
    assert len(clinic.telegram.sent(chat)) > 6
    assert not any(call.status == 400 for call in clinic.telegram.calls if call.chat == chat)


COMMANDS = {
    "/help": "Tell me in your own words",
    "/HELP": "Tell me in your own words",
    "/emergency": "<b>Call 112 now</b>",
    "/privacy": "not end-to-end encrypted",
    "/settings": "nothing to set",
    "/delete": "Nothing is kept of this chat.",
    "/stop": "No conversation is open.",
    "/summary": "nothing to sum up yet",
    "/nonsense": "I do not know that command.",
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_commands_are_answered_by_the_channel(
    clinic: Clinic, chat: int, command: str
) -> None:
    await clinic.say(chat, command)
    await clinic.telegram.until_told(chat, COMMANDS[command])
    assert len(clinic.telegram.sent(chat)) == 1


async def test_what_looks_like_a_payload_is_read_as_words(clinic: Clinic, chat: int) -> None:
    await clinic.say(chat, '/inform{"finding":"numbness"}')
    await clinic.telegram.until_told(chat, 'You said: ⁄inform{"finding":"numbness"}')


async def test_the_summary_comes_as_a_document(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "it trembles")
    await clinic.say(chat, "/summary")
    call = await clinic.telegram.until_told(chat, "to take along")
    (file,) = call.files.values()
    assert file["filename"] == "back-tremor-summary.pdf"
    assert file["data"].startswith(b"%PDF")


async def test_the_button_for_the_summary_brings_the_document_and_leaves_the_others(
    clinic: Clinic, chat: int
) -> None:
    await clinic.talk(chat, "it trembles, and the RESULT please", "How soon:")
    call = await clinic.telegram.until_told(chat, "How soon:")
    token = call.buttons["Summary for the doctor"]
    await clinic.tap(chat, token)
    document = await clinic.telegram.until_told(chat, "to take along", 120)
    (file,) = document.files.values()
    assert file["data"].startswith(b"%PDF")
    await clinic.settled(chat)
    (edit,) = [c for c in clinic.telegram.calls if c.method == "editMessageText" and c.chat == chat]
    assert edit.text.endswith("<b>✓ Summary for the doctor</b>")
    assert list(edit.buttons) == ["Why this result?"]
    await clinic.tap(chat, edit.buttons["Why this result?"])
    await clinic.telegram.until_told(chat, "You said: /why_result")
    assert sum(c.method == "sendDocument" for c in clinic.telegram.sent(chat)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 2}}, "listen to recordings"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "in words"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "in words"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "in words"),
    ],
)
async def test_what_is_no_text_gets_a_sentence(
    clinic: Clinic, chat: int, content: dict[str, object], words: str
) -> None:
    assert await clinic.deliver(clinic.telegram.said(chat, **content)) == 200
    await clinic.telegram.until_told(chat, words)


PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]


async def test_a_caption_is_read_like_any_message(clinic: Clinic, chat: int) -> None:
    update = clinic.telegram.said(chat, photo=PHOTO, caption="ALARM numb between the legs")
    assert await clinic.deliver(update) == 200
    await clinic.telegram.until_told(chat, "Call 112 now.")
    await clinic.telegram.until_told(chat, "I have read the words below it")


async def test_an_album_gets_one_sentence(clinic: Clinic, chat: int) -> None:
    for _ in range(4):
        update = clinic.telegram.said(chat, photo=PHOTO, media_group_id=f"album-{chat}")
        assert await clinic.deliver(update) == 200
    await clinic.talk(chat, "after the album")
    assert sum("cannot look at pictures" in text for text in clinic.telegram.texts(chat)) == 1


async def test_a_changed_message_is_no_silent_turn(clinic: Clinic, chat: int) -> None:
    message = clinic.telegram.message(chat, text="since two weeks", edit_date=1_790_000_001)
    assert await clinic.deliver(clinic.telegram.update("edited_message", message)) == 200
    await clinic.telegram.until_told(chat, "send that as a new message")
    message = clinic.telegram.message(chat, text="I cannot feel my legs", edit_date=1_790_000_001)
    assert await clinic.deliver(clinic.telegram.update("edited_message", message)) == 200
    await clinic.telegram.until_told(chat, "You said: I cannot feel my legs")


async def test_groups_and_channels_are_left_with_one_polite_line(clinic: Clinic, chat: int) -> None:
    group, channel = -chat, -chat - 500_000
    for text in ("hello bot", "and again", "/start"):
        assert await clinic.deliver(clinic.telegram.said(group, text)) == 200
    added = clinic.telegram.member(channel, "member", "channel")
    assert await clinic.deliver(added) == 200
    await clinic.telegram.until_told(channel, "private chats only")
    await clinic.telegram.until(
        lambda: (
            {c.chat for c in clinic.telegram.calls if c.method == "leaveChat"} >= {group, channel}
        )
    )
    assert len(clinic.telegram.sent(group)) == 1


async def test_who_blocks_the_bot_has_ended_the_conversation(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    assert await clinic.deliver(clinic.telegram.member(chat, "kicked")) == 200
    await clinic.talk(chat, "here I am again")
    assert sum("/session_start" in text for text in clinic.telegram.texts(chat)) == 2


async def test_a_person_is_called(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    for _ in range(2):
        await clinic.say(chat, "/human")
    await clinic.telegram.until(
        lambda: sum("has been noted" in text for text in clinic.telegram.texts(chat)) == 2
    )
    database = clinic.app[keys.DATABASE]
    conversation = await _conversation(clinic, chat)
    lines = await database.read(
        partial(transcript.page, conversation=conversation, after=0, most=99)
    )
    assert any("has been noted" in line.body.get("text", "") for line in lines)


async def _conversation(clinic: Clinic, chat: int) -> str:
    found = await clinic.app[keys.TELEGRAM].desk.chat(chat)
    assert found is not None
    return found.conversation


async def _agent_says(clinic: Clinic, chat: int, text: str) -> int:
    """As the console will: a line of the transcript, told to all who listen."""
    conversation = await _conversation(clinic, chat)
    body = {"kind": "message", "name": "Sister Amira", "text": text}

    def append(connection):  # type: ignore[no-untyped-def]
        from bot.store import conversations
        from bot.store.conversations import Access

        found = conversations.authorise(connection, Access(conversation, None))
        return transcript.append(connection, found, Speech("agent", None, (body,)), 3600)

    (line,) = await clinic.app[keys.DATABASE].write(append)
    clinic.app[keys.LIVE].tell(conversation, message_frame(line))
    return int(line.seq)


async def _delivery(clinic: Clinic, conversation: str, seq: int) -> object:
    read = partial(transcript.page, conversation=conversation, after=seq - 1, most=1)
    (line,) = await clinic.app[keys.DATABASE].read(read)
    return line.body.get("delivery")


async def test_an_agents_words_arrive_with_their_name_and_that_is_noted(
    clinic: Clinic, chat: int
) -> None:
    await clinic.talk(chat, "hello")
    conversation = await _conversation(clinic, chat)
    frames: list[dict[str, object]] = []
    with clinic.app[keys.LIVE].listening(conversation, frames.append):
        seq = await _agent_says(clinic, chat, "Good <morning>")
        call = await clinic.telegram.until_told(chat, "Good")
        assert call.text == "<b>Sister Amira</b>\nGood &lt;morning&gt;"
        await clinic.until(lambda: any(frame["type"] == "delivery" for frame in frames))
    assert await _delivery(clinic, conversation, seq) == {"state": "sent"}
    await clinic.talk(chat, "thank you")


async def test_an_agent_sees_which_words_did_not_arrive(clinic: Clinic, chat: int) -> None:
    from tests.fakes.telegram import Fault

    await clinic.talk(chat, "hello")
    conversation = await _conversation(clinic, chat)
    clinic.telegram.fail(
        "sendMessage", Fault(403, description="Forbidden: bot was blocked by the user", chat=chat)
    )
    frames: list[dict[str, object]] = []
    with clinic.app[keys.LIVE].listening(conversation, frames.append):
        seq = await _agent_says(clinic, chat, "are you there?")
        await clinic.until(lambda: any(frame["type"] == "delivery" for frame in frames))
    expected = {"state": "failed", "reason": "blocked"}
    assert frames[-1] == {"type": "delivery", "seq": seq, "delivery": expected}
    assert await _delivery(clinic, conversation, seq) == expected
    desk = clinic.app[keys.TELEGRAM].desk
    await clinic.until(lambda: conversation not in desk.bound)
    assert await desk.chat(chat) is None


async def test_a_conversation_from_the_website_goes_on_here(clinic: Clinic, chat: int) -> None:
    api = f"{clinic.url}/api/v1/conversations"
    async with clinic.session.post(api, json={}) as answer:
        started = await answer.json()
    headers = {"Authorization": f"Bearer {started['token']}"}
    mine = f"{api}/{started['id']}"
    said = {"text": "it began on the website"}
    async with clinic.session.post(f"{mine}/messages", json=said, headers=headers) as answer:
        assert answer.status == 200
    async with clinic.session.post(f"{mine}/telegram", headers=headers) as answer:
        link = await answer.json()
        assert answer.status == 201
    address, _, token = link["url"].partition("?start=")
    assert address == "https://t.me/back_tremor_bot"
    assert 1 <= len(token) <= 64
    assert started["id"] not in link["url"]
    await clinic.say(chat, f"/start {token}")
    await clinic.telegram.until_told(chat, "You said: it began on the website")
    await clinic.telegram.until_told(chat, "go on with the conversation from the website")
    await clinic.talk(chat, "and goes on here")
    async with clinic.session.get(mine, headers=headers) as answer:
        lines = (await answer.json())["messages"]
    assert any(line.get("text") == "and goes on here" for line in lines)
    other = chat + 500_000
    await clinic.say(other, f"/start {token}")
    await clinic.telegram.until_told(other, "has been used already")
    assert not any("website" in text for text in clinic.telegram.texts(other)[1:])


async def test_all_can_be_erased(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "my dog is called Xylocanary")
    await clinic.say(chat, "/delete")
    call = await clinic.telegram.until_told(chat, "Shall I erase everything")
    await clinic.tap(chat, call.buttons["Yes, erase it all"])
    await clinic.telegram.until_told(chat, "everything that we kept of this conversation is erased")
    left = [
        path
        for path in clinic.data.rglob("*")
        if path.is_file() and b"Xylocanary" in path.read_bytes()
    ]
    assert left == []
    assert await clinic.app[keys.TELEGRAM].desk.chat(chat) is None


async def test_the_bot_can_be_asked_to_forget(clinic: Clinic, chat: int) -> None:
    await clinic.talk(chat, "hello")
    await clinic.say(chat, "FORGETME")
    await clinic.telegram.until_told(chat, "You said: FORGETME")
    assert await clinic.app[keys.TELEGRAM].desk.chat(chat) is None


async def test_updates_that_cannot_be_read_do_no_harm(clinic: Clinic, chat: int) -> None:
    for odd in ({}, {"update_id": "x"}, {"update_id": 999_999_999, "message": {"chat": {"id": 1}}}):
        assert await clinic.deliver(odd) == 200
    await clinic.talk(chat, "still there?")
    headers = {HEADER: "x"}
    async with clinic.session.get(clinic.url + "/telegram/webhook", headers=headers) as answer:
        assert answer.status == 405


async def test_too_long_a_message_is_told_so(clinic: Clinic, chat: int) -> None:
    await clinic.say(chat, "x" * 4096)
    await clinic.telegram.until_told(chat, "longer than 4000 characters")
