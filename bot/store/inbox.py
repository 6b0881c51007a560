"""The inbox: a message stands here before an engine sees it, until it is answered."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from bot.errors import Problem
from bot.store import conversations, tables, transcript
from bot.store.conversations import Access
from bot.store.records import Conversation, Entry, Message, Outcome, State

Json = dict[str, Any]

_inbox = tables.inbox
_conversations = tables.conversations

_ONE = select(_inbox).where(
    _inbox.c.conversation_id == bindparam("conversation"),
    _inbox.c.message_id == bindparam("message"),
)
_SETTLE = (
    update(_inbox)
    .where(
        _inbox.c.conversation_id == bindparam("conversation"),
        _inbox.c.message_id == bindparam("message"),
        _inbox.c.state == "received",
    )
    .values(
        state=bindparam("new_state"),
        answer=bindparam("new_answer"),
        answered_at=bindparam("now"),
        text=None,
        payload=None,
    )
)
_UNANSWERED = (
    select(_inbox.c.conversation_id)
    .where(_inbox.c.state == "received")
    .group_by(_inbox.c.conversation_id)
    .order_by(func.min(_inbox.c.id))
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it came in, cleaned and checked: a text, or the payload of a button."""

    message_id: str
    text: str | None
    payload: str | None


def accept(
    connection: Connection, access: Access, incoming: Incoming, session_seconds: float
) -> Entry:
    """Put a message into inbox and transcript; a repeat gives the entry that stands there."""
    conversation = conversations.authorise(connection, access)
    row = _row(connection, conversation.id, incoming.message_id)
    if row is not None:
        return _entry(conversation, row, repeated=True)
    body = _said(connection, conversation.id, incoming)
    line = transcript.append(
        connection, conversation, "user", incoming.message_id, body, session_seconds
    )
    connection.execute(
        insert(_inbox),
        {
            "conversation_id": conversation.id,
            "message_id": incoming.message_id,
            "text": incoming.text,
            "payload": incoming.payload,
            "state": "received",
            "deaths": 0,
            "noticed": 0,
            "received_at": time.time(),
        },
    )
    return Entry(
        conversation,
        incoming.message_id,
        incoming.text,
        incoming.payload,
        deaths=0,
        noticed=False,
        message=line,
    )


def _said(connection: Connection, conversation: str, incoming: Incoming) -> Json:
    if incoming.payload is None:
        return {"text": incoming.text}
    title = transcript.offered_title(connection, conversation, incoming.payload)
    if title is None:
        raise Problem("not_offered")
    return {"text": title, "payload": incoming.payload}


def settle(
    connection: Connection,
    conversation_id: str,
    message_id: str,
    replies: tuple[Json, ...],
    rest: Json,
    *,
    state: State,
    handoff: bool,
    session_seconds: float,
) -> Outcome:
    """Store an answer, its lines and its buttons; of two answers to one message the first counts."""
    conversation = conversations.authorise(connection, Access(conversation_id, None))
    row = _row(connection, conversation_id, message_id)
    if row is None:
        raise Problem("no_conversation")
    if row["state"] != "received":
        return Outcome(json.loads(row["answer"]), None, mode_changed=False)
    line = transcript.say(connection, conversation, message_id, replies, session_seconds)
    mode_changed = handoff and conversation.mode == "bot"
    if mode_changed:
        conversations.set_mode(connection, conversation_id, "waiting")
    answer = {
        "message_id": message_id,
        "seq": line.seq,
        "replies": list(replies),
        "mode": "waiting" if mode_changed else conversation.mode,
        **rest,
    }
    connection.execute(
        _SETTLE,
        {
            "conversation": conversation_id,
            "message": message_id,
            "new_state": state,
            "new_answer": json.dumps(answer),
            "now": time.time(),
        },
    )
    return Outcome(answer, line, mode_changed)


def note_waiting(
    connection: Connection, entry: Entry, notice: Json, session_seconds: float
) -> Message | None:
    """Tell the person once that the message is kept but not read yet; it stays in the inbox."""
    conversation = conversations.authorise(connection, Access(entry.conversation.id, None))
    row = _row(connection, conversation.id, entry.message_id)
    if row is None or row["noticed"] or row["state"] != "received":
        return None
    connection.execute(_where(entry).values(noticed=1))
    # No message id on this line: it is no answer, the answer to that id still comes.
    return transcript.say(connection, conversation, None, (notice,), session_seconds)


def count_death(connection: Connection, entry: Entry) -> int:
    """Note that a worker died with this message in hand; the number of times so far."""
    connection.execute(_where(entry).values(deaths=_inbox.c.deaths + 1))
    row = _row(connection, entry.conversation.id, entry.message_id)
    return int(row["deaths"]) if row else 0


def unanswered(connection: Connection, conversation_id: str) -> list[Entry]:
    """What a conversation still waits for, oldest first."""
    conversation = conversations.authorise(connection, Access(conversation_id, None))
    rows = connection.execute(
        select(_inbox)
        .where(_inbox.c.conversation_id == conversation_id, _inbox.c.state == "received")
        .order_by(_inbox.c.id)
    ).mappings()
    return [_entry(conversation, row, repeated=True) for row in rows]


def waiting_conversations(connection: Connection) -> list[str]:
    """Conversations with unanswered messages, the longest waiting first."""
    return list(connection.execute(_UNANSWERED).scalars())


def find(connection: Connection, conversation_id: str, message_id: str) -> Entry | None:
    """One entry as it stands now."""
    conversation = conversations.authorise(connection, Access(conversation_id, None))
    row = _row(connection, conversation_id, message_id)
    return _entry(conversation, row, repeated=True) if row else None


def latest_assessment(connection: Connection, conversation_id: str) -> Json | None:
    """The assessment of the newest answered message."""
    answer = connection.execute(
        select(_inbox.c.answer)
        .where(_inbox.c.conversation_id == conversation_id, _inbox.c.state != "received")
        .order_by(_inbox.c.id.desc())
        .limit(1)
    ).scalar()
    assessment: Json | None = json.loads(answer)["assessment"] if answer else None
    return assessment


def _row(connection: Connection, conversation: str, message: str) -> RowMapping | None:
    parameters = {"conversation": conversation, "message": message}
    return connection.execute(_ONE, parameters).mappings().first()


def _where(entry: Entry) -> Any:
    return update(_inbox).where(
        _inbox.c.conversation_id == entry.conversation.id,
        _inbox.c.message_id == entry.message_id,
    )


def _entry(conversation: Conversation, row: RowMapping, *, repeated: bool) -> Entry:
    return Entry(
        conversation,
        row["message_id"],
        row["text"],
        row["payload"],
        deaths=row["deaths"],
        noticed=bool(row["noticed"]),
        answer=json.loads(row["answer"]) if row["answer"] else None,
        repeated=repeated,
    )
