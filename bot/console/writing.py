"""An agent's words to the person, over whatever channel the person uses."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection, select

from bot.console import view
from bot.console.access import Principal
from bot.console.feed import Event
from bot.console.lines import Lines
from bot.incoming import parse_message_id, parse_text
from bot.keys import DATABASE, FEED, LIVE, NAMING, SETTINGS
from bot.store import audit, conversations, handoffs, tables, transcript
from bot.store.audit import Act
from bot.store.conversations import Access
from bot.store.records import Message
from bot.store.transcript import Speech
from bot.views import message_frame

Json = dict[str, Any]


async def say(
    app: web.Application, who: Principal, id_: str, text: object, message_id: object = None
) -> Json:
    """Words to the person; a repeat of a message id changes nothing."""
    text = parse_text(text, app[SETTINGS].max_text_length)
    message_id = parse_message_id(message_id or None)
    said: Json = {"kind": "message", "text": text, "name": who.display, "by": who.user_id}
    seconds = app[SETTINGS].session_hours * 3600
    work = partial(_say, who=who, id_=id_, message_id=message_id, body=said, seconds=seconds)
    line, new = await app[DATABASE].write(work)
    if new:
        app[LIVE].tell(id_, message_frame(line))
    return {"line": Lines([line]).views(app[NAMING])[0]}


def _say(
    connection: Connection, who: Principal, id_: str, message_id: str, body: Json, seconds: float
) -> tuple[Message, bool]:
    view.demand_holder(view.known(connection, id_), who)
    handoffs.touch(connection, id_, who.user_id)
    messages = tables.messages
    said = select(messages.c.seq).where(
        messages.c.conversation_id == id_,
        messages.c.role == "agent",
        messages.c.message_id == message_id,
    )
    seq = connection.execute(said).scalar()
    if seq is not None:
        return transcript.page(connection, id_, seq - 1, 1)[0], False
    audit.note(connection, Act(who.name, "message", id_))
    conversation = conversations.authorise(connection, Access(id_, None))
    speech = Speech("agent", message_id, (body,))
    return transcript.append(connection, conversation, speech, seconds)[0], True


async def typing(app: web.Application, who: Principal, id_: str, on: bool) -> None:
    """The person, and other agents who look, see that somebody writes."""
    row = await app[DATABASE].read(partial(view.known, id_=id_))
    view.demand_holder(row, who)
    await app[DATABASE].write(partial(handoffs.touch, conversation=id_, user_id=who.user_id))
    app[LIVE].tell(id_, {"type": "typing", "on": on})
    if on:
        user = {"id": who.user_id, "name": who.display}
        app[FEED].tell(Event("typing", {"id": id_, "user": user}, viewers_of=id_))
