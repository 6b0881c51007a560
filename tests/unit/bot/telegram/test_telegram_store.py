"""Telegram's tables on a real SQLite file: both or neither, once, and nothing left behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.store import (
    conversations,
    erasure,
    schema,
    tables,
    telegram_chats,
    telegram_outbox,
    telegram_updates,
    transcript,
)
from bot.store.conversations import Access, NewConversation
from bot.store.database import Database, make_engine
from bot.store.records import Message
from bot.store.telegram_outbox import Send
from bot.store.telegram_updates import MOST_WAITING, Arrival
from bot.store.transcript import Speech

HOUR, CHAT = 3600.0, 7
BUTTONS = (("Yes", "/affirm"),)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    engine = make_engine(f"sqlite:///{tmp_path / 'bot.db'}")
    schema.migrate(engine)
    opened = Database(engine, asyncio.get_running_loop())
    opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def talk(database: Database) -> NewConversation:
    """A conversation in a chat, with one line of the bot."""
    new = conversations.new_conversation("telegram", None, HOUR)
    await database.write(partial(telegram_chats.open_new, chat_id=CHAT, new=new))
    await say(database, new.id, "Since when?")
    return new


async def say(database: Database, conversation: str, text: str, role: str = "bot") -> None:
    def append(connection):  # type: ignore[no-untyped-def]
        found = conversations.authorise(connection, Access(conversation, None))
        return transcript.append(connection, found, Speech(role, None, ({"text": text},)), HOUR)

    await database.write(append)


def render(line: Message) -> list[Send]:
    return [Send({"text": line.body["text"]}, buttons=(BUTTONS,), question_id="age", seq=line.seq)]


def broken(line: Message) -> list[Send]:
    raise RuntimeError("it cannot be drawn")


def arrival(number: int, *, urgent: bool = False) -> Arrival:
    return Arrival(number, CHAT, urgent, f'{{"update_id": {number}, "secret": "Xylocanary"}}')


async def finish(database: Database, number: int, draw: telegram_outbox.Render = render) -> None:
    done = partial(telegram_outbox.finish, update_id=number, chat_id=CHAT, sends=(), render=draw)
    await database.write(done)


async def test_a_repeat_is_left_out(database: Database) -> None:
    twice = partial(telegram_updates.accept, arrivals=[arrival(1), arrival(1), arrival(2)])
    assert [one.update_id for one in await database.write(twice)] == [1, 2]
    assert await database.write(twice) == []


async def test_of_a_flood_only_what_is_urgent_keeps_its_words(database: Database) -> None:
    many = [arrival(number) for number in range(MOST_WAITING + 2)] + [arrival(99, urgent=True)]
    taken = await database.write(partial(telegram_updates.accept, arrivals=many))
    assert [one.update_id for one in taken if one.raw is None] == [MOST_WAITING, MOST_WAITING + 1]
    assert taken[-1].raw is not None


async def test_a_done_update_keeps_nothing_but_its_number(
    database: Database, talk: NewConversation, tmp_path: Path
) -> None:
    await database.write(partial(telegram_updates.accept, arrivals=[arrival(1)]))
    await finish(database, 1)
    (row,) = (await database.read(lambda c: c.execute(select(tables.telegram_updates)))).all()
    assert (row.state, row.raw, row.chat_id) == ("done", None, None)
    assert await database.read(telegram_updates.waiting) == []
    assert await database.read(telegram_updates.highest) == 1


async def test_lines_are_put_out_once_and_the_update_is_done_or_neither(
    database: Database, talk: NewConversation
) -> None:
    await database.write(partial(telegram_updates.accept, arrivals=[arrival(1)]))
    with pytest.raises(RuntimeError):
        await finish(database, 1, broken)
    assert [one.update_id for one in await database.read(telegram_updates.waiting)] == [1]
    assert await database.read(telegram_outbox.waiting) == []
    for _ in range(2):
        await finish(database, 1)
    rows = await database.read(partial(telegram_outbox.all_for, chat_id=CHAT))
    assert [row.body["text"] for row in rows] == ["Since when?"]
    assert await database.read(telegram_chats.behind) == []


async def test_what_is_urgent_is_next(database: Database, talk: NewConversation) -> None:
    sends = [Send({"text": "one"}), Send({"text": "two"}), Send({"text": "now"}, urgent=True)]
    add = partial(telegram_outbox.add, chat_id=CHAT, conversation=talk.id, sends=sends)
    await database.write(add)
    told = []
    while row := await database.read(partial(telegram_outbox.next_for, chat_id=CHAT)):
        told.append(row.body["text"])
        await database.write(partial(telegram_outbox.sent, row=row, number=5))
    assert told == ["now", "one", "two"]
    assert await database.read(telegram_chats.newest_sent) == 5


async def test_a_button_is_used_by_one_update_only(
    database: Database, talk: NewConversation
) -> None:
    await finish(database, 1)
    (row,) = await database.read(partial(telegram_outbox.all_for, chat_id=CHAT))
    token = row.body["keyboard"][0][0]["callback_data"]
    button = await database.read(partial(telegram_chats.button, token=token))
    assert button is not None
    assert (button.payload, button.chat_id, button.question_id) == ("/affirm", CHAT, "age")
    use = partial(telegram_chats.use, token=token)
    used = [await database.write(partial(use, update_id=number)) for number in (5, 6, 5)]
    assert used == [True, False, True]


async def test_a_link_works_once_and_not_for_ever(
    database: Database, talk: NewConversation
) -> None:
    access = Access(talk.id, None)
    token = await database.write(partial(telegram_chats.make_link, access=access))
    redeem = partial(telegram_chats.redeem, chat_id=8)
    assert await database.write(partial(redeem, token=token)) == talk.id
    assert await database.write(partial(redeem, token=token)) is None
    assert await database.read(telegram_chats.all_bound) == {talk.id: 8}
    old = await database.write(partial(telegram_chats.make_link, access=access))
    await database.write(
        lambda connection: connection.execute(update(tables.telegram_links).values(expires_at=1.0))
    )
    assert await database.write(partial(redeem, token=old)) is None


async def test_erasing_a_conversation_leaves_no_row_of_the_chat(
    database: Database, talk: NewConversation
) -> None:
    await finish(database, 1)
    await database.write(partial(telegram_chats.make_link, access=Access(talk.id, None)))
    await database.write(partial(erasure.erase, conversation=talk.id))
    for table in ("chats", "buttons", "outbox", "links"):
        query = select(tables.metadata.tables[f"telegram_{table}"])
        assert (await database.read(lambda c, query=query: c.execute(query).all())) == [], table


async def test_only_an_agents_line_bears_how_it_was_delivered(
    database: Database, talk: NewConversation
) -> None:
    await say(database, talk.id, "Good morning", "agent")
    note = partial(transcript.note_delivery, conversation=talk.id, delivery={"state": "sent"})
    assert await database.write(partial(note, seq=1)) is None
    body = await database.write(partial(note, seq=2))
    assert body == {"text": "Good morning", "delivery": {"state": "sent"}}
