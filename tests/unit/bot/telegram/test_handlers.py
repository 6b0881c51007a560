"""Handlers and calls with teremok, which knows Telegram's rules and needs no network."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from aiogram.types import Update
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from teremok import MockBot

from bot.settings import ClinicSettings
from bot.store.records import Message
from bot.store.telegram_chats import Button, Chat
from bot.store.telegram_outbox import Row, Send
from bot.telegram.calls import Calls
from bot.telegram.handling import make_dispatcher
from bot.telegram.intake import Hints
from bot.telegram.render import Renderer
from bot.telegram.taps import judge
from bot.telegram.words import Words, read_urgent
from bot.texts import load_texts

RENDERER = Renderer(Words(load_texts(ClinicSettings()), 30))
NUMBERS = itertools.count(1)
NEVER = 9e12


class FakeDesk:
    """A desk without a service behind it: it notes what it is asked for."""

    def __init__(self) -> None:
        self.renderer = RENDERER
        self.hints = Hints(read_urgent())
        self.asked: list[tuple[str, Any]] = []
        self.known: Button | None = None
        self.known_groups = False

    def is_first_of(self, name: str) -> bool:
        return not self.known_groups

    async def chat(self, chat_id: int) -> Chat | None:
        return Chat(chat_id, "c", 0, "onset", 0, NEVER)

    async def respond(self, chat_id: int, update_id: int, **said: str) -> list[Send]:
        self.asked.append(("respond", said))
        return []

    async def close(self, chat_id: int, reason: str) -> bool:
        self.asked.append(("close", reason))
        return True

    async def button(self, token: str) -> Button | None:
        return self.known

    async def use(self, button: Button, update_id: int) -> bool:
        return True


async def dispatch(desk: FakeDesk, **event: Any) -> tuple[list[str], MockBot]:
    """What one update leads to: the texts that go to the outbox, and the bot that was used."""
    bot = MockBot(make_dispatcher())
    update = Update.model_validate({"update_id": next(NUMBERS), **event}, context={"bot": bot})
    result = await bot.dispatch(update, desk=desk)
    assert result.handled
    return [send.body.get("text", send.kind) for send in result.result], bot


def message(kind: str = "private", **content: Any) -> dict[str, Any]:
    who = {"id": 7, "is_bot": False, "first_name": "Ann"}
    chat = {"id": 7, "type": kind, "title": "G"}
    return {"message_id": 1, "date": 1, "chat": chat, "from": who, **content}


@pytest.mark.parametrize(
    ("event", "asked", "says"),
    [
        ({"message": message(text="it shakes")}, [("respond", {"text": "it shakes"})], ""),
        ({"message": message(text="see /bottle")}, [("respond", {"text": "see /bottle"})], ""),
        ({"message": message(text="/nonsense")}, [], "I do not know that command"),
        ({"message": message(text="/numb between my legs")},
         [("respond", {"text": "/numb between my legs"})], ""),
        ({"message": message(text="/help")}, [], "Tell me in your own words"),
        ({"message": message("group", text="/help")}, [], "private chats only"),
        ({"message": message("supergroup", text="hello")}, [], "private chats only"),
        ({"message": message(text="/stop")}, [("close", "stopped")], "The conversation is ended"),
        ({"edited_message": message(text="two weeks")}, [], "send that as a new message"),
        ({"edited_message": message(text="chest pain")}, [("respond", {"text": "chest pain"})],
         "I read what you changed"),
        ({"edited_message": message("group", text="chest pain")}, [], None),
    ],
)  # fmt: skip
async def test_each_kind_of_update_has_its_way(
    event: dict[str, Any], asked: list[tuple[str, Any]], says: str | None
) -> None:
    desk = FakeDesk()
    told, _ = await dispatch(desk, **event)
    assert desk.asked == asked
    if says is None:
        assert told == []
    elif says:
        assert says in told[0]


@pytest.mark.parametrize(
    ("known", "told"), [(False, ["private chats only", "leave"]), (True, ["leave"])]
)
async def test_a_group_is_left_each_time_and_told_why_once(known: bool, told: list[str]) -> None:
    desk = FakeDesk()
    desk.known_groups = known
    bot = {"id": 42, "is_bot": True, "first_name": "Bot"}
    standing = {"chat": {"id": -7, "type": "group", "title": "G"},
                "from": message()["from"], "date": 1,
                "old_chat_member": {"user": bot, "status": "left"},
                "new_chat_member": {"user": bot, "status": "member"}}  # fmt: skip
    said, _ = await dispatch(desk, my_chat_member=standing)
    assert len(said) == len(told)
    assert all(part in one for part, one in zip(told, said, strict=True))


def button(**facts: Any) -> Button:
    given = {"token": "t", "chat_id": 7, "conversation": "c", "payload": "/affirm", "title": "Yes",
             "question_id": "onset", "used_by": None}  # fmt: skip
    return Button(**{**given, **facts})


CHAT = Chat(7, "c", 0, "onset", 0, NEVER)


@pytest.mark.parametrize(
    ("one", "chat", "objection"),
    [
        (button(), CHAT, ""),
        (button(question_id=None), CHAT, ""),
        (button(used_by=5), CHAT, ""),
        (button(used_by=4), CHAT, "tap_again"),
        (button(chat_id=8), CHAT, "tap_foreign"),
        (button(question_id="age"), CHAT, "tap_expired"),
        (button(conversation="d"), CHAT, "tap_expired"),
        (button(), Chat(7, "c", 0, "onset", 0, 0.0), "tap_expired"),
        (button(), None, "tap_expired"),
        (None, CHAT, "tap_expired"),
    ],
)
def test_a_button_counts_in_its_chat_for_its_question_and_once(
    one: Button | None, chat: Chat | None, objection: str
) -> None:
    assert judge(one, chat, 7, 5) == objection


@pytest.mark.parametrize("known", [button(), button(used_by=1), None])
async def test_every_tap_is_answered(known: Button | None) -> None:
    desk = FakeDesk()
    desk.known = known
    query = {"id": "q", "from": message()["from"], "chat_instance": "1", "data": "t"}
    told, bot = await dispatch(desk, callback_query={**query, "message": message(text="A <b>?")})
    assert len(bot.requests.answer_callback_query) == 1
    if known and known.used_by is None:
        assert told[0] == "A &lt;b&gt;?\n\n<b>✓ Yes</b>"
        assert desk.asked == [("respond", {"payload": "/affirm"})]
    else:
        assert desk.asked == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        st.one_of(st.sampled_from("*[]()<>&\"'- \nab😀"), st.characters(exclude_categories=["Cs"])),
        min_size=1,
        max_size=400,
    ).filter(lambda text: text.strip()),
    st.sampled_from(["bot", "agent"]),
    st.integers(1, 40),
)
async def test_whatever_is_said_telegram_takes_it(text: str, role: str, times: int) -> None:
    bot = MockBot(make_dispatcher())
    calls = Calls(bot, 0)
    body = {"kind": "question", "text": text * times, "name": text[:40], "buttons": []}
    for send in RENDERER.line(Message(1, role, None, body, 0.0)):
        row = Row(1, 7, "c", 1, send.kind, send.body, send.urgent, None, 0)
        assert await calls.send(row) is not None
