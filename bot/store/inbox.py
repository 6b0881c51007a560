"""The inbox: a message stands here before an engine sees it, until it is answered."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from bot.errors import Problem
from bot.store import conversations, handoffs, standings, tables, transcript
from bot.store.conversations import Access
from bot.store.records import Conversation, Entry, Message, Outcome, Settlement
from bot.store.transcript import Speech

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
        intent=bindparam("new_intent"),
        understanding=bindparam("new_understanding"),
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
    speech = Speech("user", incoming.message_id, (body,))
    lines = transcript.append(connection, conversation, speech, session_seconds)
    connection.execute(
        insert(_inbox),
        {
            "conversation_id": conversation.id,
            "message_id": incoming.message_id,
            "text": incoming.text,
            "payload": incoming.payload,
            "state": "received",
            "mode": conversation.mode,
            "deaths": 0,
            "noticed": 0,
            "received_at": time.time(),
        },
    )
    said = (incoming.message_id, incoming.text, incoming.payload)
    listen = conversation.mode == "agent"
    return Entry(conversation, *said, deaths=0, lines=lines, listen=listen)


def _said(connection: Connection, conversation: str, incoming: Incoming) -> Json:
    if incoming.payload is None:
        return {"text": incoming.text}
    title = transcript.offered_title(connection, conversation, incoming.payload)
    if title is None:
        raise Problem("not_offered")
    return {"text": title, "payload": incoming.payload}


def settle(
    connection: Connection, entry: Entry, settlement: Settlement, session_seconds: float
) -> Outcome:
    """Store an answer, its lines and buttons; of two answers to a message the first counts."""
    conversation, row = _fresh(connection, entry)
    if row["state"] != "received":
        return Outcome(json.loads(row["answer"]), (), mode_changed=False)
    lines = transcript.say(
        connection, conversation, entry.message_id, settlement.replies, session_seconds
    )
    mode_changed = settlement.handoff and conversation.mode == "bot"
    if mode_changed:
        conversations.set_mode(connection, conversation.id, "waiting")
        handoffs.want(connection, conversation.id)
    change = standings.update(connection, conversation.id, settlement)
    answer = {
        "message_id": entry.message_id,
        "replies": [{**line.body, "seq": line.seq} for line in lines],
        "assessment": settlement.assessment,
        "mode": "waiting" if mode_changed else conversation.mode,
        "ended": settlement.ended,
        "pending": False,
    }
    read = settlement.understanding
    settled = {
        "new_state": settlement.state,
        "new_answer": json.dumps(answer),
        "new_intent": str(read.get("intent", ""))[:64] if read else None,
        "new_understanding": json.dumps({**read, "heard_only": entry.listen}) if read else None,
    }
    key = {"conversation": conversation.id, "message": entry.message_id}
    connection.execute(_SETTLE, {**key, **settled, "now": time.time()})
    return Outcome(answer, lines, mode_changed, change)


def note_waiting(
    connection: Connection, entry: Entry, notice: Json, session_seconds: float
) -> tuple[int, tuple[Message, ...]]:
    """Tell the person, once, that the message is kept but not read yet; it stays in the inbox.

    Gives the number of the notice's line, and the line if it is new. The line bears no message
    id: it is no answer, the answer to that id still comes.
    """
    conversation, row = _fresh(connection, entry)
    if row["noticed"] or row["state"] != "received":
        return row["noticed"] or conversation.last_seq, ()
    lines = transcript.say(connection, conversation, None, (notice,), session_seconds)
    connection.execute(_where(entry).values(noticed=lines[-1].seq))
    return lines[-1].seq, lines


def _fresh(connection: Connection, entry: Entry) -> tuple[Conversation, RowMapping]:
    conversation = conversations.authorise(connection, Access(entry.conversation.id, None))
    row = _row(connection, conversation.id, entry.message_id)
    if row is None:  # erased meanwhile
        raise Problem("no_conversation")
    return conversation, row


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


def put_assessment(connection: Connection, conversation_id: str, assessment: Json) -> None:
    """What was put right by hand counts from now on, as of the newest answer."""
    newest = (
        select(_inbox.c.id, _inbox.c.answer)
        .where(_inbox.c.conversation_id == conversation_id, _inbox.c.state != "received")
        .order_by(_inbox.c.id.desc())
        .limit(1)
    )
    row = connection.execute(newest).first()
    if row:
        answer = {**json.loads(row.answer), "assessment": assessment}
        mine = update(_inbox).where(_inbox.c.id == row.id)
        connection.execute(mine.values(answer=json.dumps(answer)))


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
        answer=json.loads(row["answer"]) if row["answer"] else None,
        repeated=repeated,
        listen="agent" in (row["mode"], conversation.mode),
    )
