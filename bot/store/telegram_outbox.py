"""Telegram's outbox: what a chat has still to be sent, in order."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from bot.store import tables, telegram_chats, telegram_updates, transcript
from bot.store.records import Message

Json = dict[str, Any]
Kind = Literal["message", "document", "edit", "leave"]
Buttons = Sequence[Sequence[tuple[str, str]]]
"""Rows of titles and payloads."""

_outbox = tables.telegram_outbox
_chats = tables.telegram_chats


@dataclass(frozen=True, slots=True)
class Send:
    """One thing to send. `seq` is the line of the transcript that it shows, if any."""

    body: Json
    kind: Kind = "message"
    urgent: bool = False
    buttons: Buttons = ()
    question_id: str | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to send, as it stands in the outbox."""

    id: int
    chat_id: int
    conversation: str | None
    seq: int | None
    kind: str
    body: Json
    urgent: bool
    tried: int | None
    tries: int


Render = Callable[[Message], Sequence[Send]]


def show(connection: Connection, chat_id: int, render: Render) -> int:
    """Put the lines that the chat has not been shown into the outbox; how many sends they make."""
    chat = telegram_chats.find(connection, chat_id)
    if chat is None or chat.last_seq <= chat.shown_seq:
        return 0
    lines = transcript.page(connection, chat.conversation, chat.shown_seq, transcript.ALL)
    sends = [send for line in lines for send in render(line)]
    add(connection, chat_id, chat.conversation, sends)
    asked = [line.body["question_id"] for line in lines if line.body.get("question_id")]
    connection.execute(
        update(_chats)
        .where(_chats.c.chat_id == chat_id)
        .values(
            shown_seq=lines[-1].seq if lines else chat.last_seq,
            open_question=asked[-1] if asked else chat.open_question,
        )
    )
    return len(sends)


def finish(
    connection: Connection, update_id: int, chat_id: int, sends: Sequence[Send], render: Render
) -> int:
    """All that an update led to goes into the outbox, and the update is done, both or neither."""
    chat = telegram_chats.find(connection, chat_id)
    add(connection, chat_id, chat.conversation if chat else None, sends)
    shown = show(connection, chat_id, render)
    telegram_updates.done(connection, update_id)
    return len(sends) + shown


def add(
    connection: Connection, chat_id: int, conversation: str | None, sends: Sequence[Send]
) -> None:
    """Append to what the chat is sent; buttons get their tokens here."""
    for send in sends:
        body = dict(send.body)
        if send.buttons and conversation:
            body["keyboard"] = _keyboard(connection, chat_id, conversation, send)
        row = {
            "chat_id": chat_id,
            "conversation_id": conversation,
            "seq": send.seq,
            "kind": send.kind,
            "body": json.dumps(body),
            "urgent": int(send.urgent),
            "tries": 0,
        }
        connection.execute(insert(_outbox), row)


def _keyboard(connection: Connection, chat_id: int, conversation: str, send: Send) -> list[Any]:
    """Titles with tokens; a payload is too long for Telegram, and may be forged."""
    tokens = [
        [{"token": secrets.token_urlsafe(12), "title": title, "payload": payload}
         for title, payload in row]
        for row in send.buttons
    ]  # fmt: skip
    bound = {
        "chat_id": chat_id,
        "conversation_id": conversation,
        "question_id": send.question_id,
    }
    rows = [{**bound, **one} for row in tokens for one in row]
    connection.execute(insert(tables.telegram_buttons), rows)
    return [
        [{"text": one["title"], "callback_data": one["token"]} for one in row] for row in tokens
    ]


def next_for(connection: Connection, chat_id: int) -> Row | None:
    """What the chat is sent next: what is urgent, else the oldest."""
    row = (
        connection.execute(
            select(_outbox)
            .where(_outbox.c.chat_id == chat_id)
            .order_by(_outbox.c.urgent.desc(), _outbox.c.id)
            .limit(1)
        )
        .mappings()
        .first()
    )
    return _row(row) if row else None


def waiting(connection: Connection) -> list[int]:
    """Chats that have something to be sent, urgent ones first."""
    rows = connection.execute(
        select(_outbox.c.chat_id)
        .group_by(_outbox.c.chat_id)
        .order_by(func.max(_outbox.c.urgent).desc(), func.min(_outbox.c.id))
    )
    return list(rows.scalars())


def mark_tried(connection: Connection, row: int, newest: int | None) -> None:
    """Sending begins (`newest` is the newest number known), or has surely not happened (None)."""
    connection.execute(update(_outbox).where(_outbox.c.id == row).values(tried=newest))


def count_failure(connection: Connection, row: int) -> None:
    """It could not be sent, or nobody knows; the pauses grow with the number of failures."""
    connection.execute(update(_outbox).where(_outbox.c.id == row).values(tries=_outbox.c.tries + 1))


def make_plain(connection: Connection, row: Row) -> None:
    """Telegram could not read the formatting; the words are worth more than their look."""
    body = json.dumps({**row.body, "plain": True})
    connection.execute(update(_outbox).where(_outbox.c.id == row.id).values(body=body, tried=None))


def sent(connection: Connection, row: Row, number: int | None) -> None:
    """Telegram has it; `number` is what it calls the message."""
    connection.execute(delete(_outbox).where(_outbox.c.id == row.id))
    if number is not None:
        connection.execute(
            update(_chats).where(_chats.c.chat_id == row.chat_id).values(last_sent=number)
        )


def give_up(connection: Connection, rows: Sequence[Row], delivery: Json) -> list[Row]:
    """Send these no more; gives those that were an agent's words, who has to hear of it."""
    lost = []
    for row in rows:
        connection.execute(delete(_outbox).where(_outbox.c.id == row.id))
        if row.conversation and row.seq and note(connection, row, delivery):
            lost.append(row)
    return lost


def note(connection: Connection, row: Row, delivery: Json) -> bool:
    """Write on the line that was sent how that went; only agents' lines bear it."""
    if row.conversation is None or row.seq is None:
        return False
    return transcript.note_delivery(connection, row.conversation, row.seq, delivery) is not None


def all_for(connection: Connection, chat_id: int) -> list[Row]:
    """All that waits to be sent to a chat."""
    rows = connection.execute(select(_outbox).where(_outbox.c.chat_id == chat_id)).mappings()
    return [_row(row) for row in rows]


def _row(row: RowMapping) -> Row:
    facts = {**row, "body": json.loads(row["body"]), "urgent": bool(row["urgent"])}
    return Row(conversation=facts.pop("conversation_id"), **facts)
