"""Holding a conversation: claimed by one, written in by one, handed back, or lapsed."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy import Connection

from bot.cleaning import clean
from bot.console import view
from bot.console.access import Principal
from bot.console.feed import Event
from bot.console.naming import words
from bot.console.rows import row_view
from bot.console.writing import say, typing
from bot.errors import Problem
from bot.keys import DATABASE, FEED, LIVE, ORDER, SETTINGS, TEXTS
from bot.store import audit, board, conversations, handoffs, notes, standings, transcript
from bot.store.audit import Act
from bot.store.board import Row
from bot.store.conversations import Access
from bot.store.handoffs import Holding
from bot.store.records import Message
from bot.store.transcript import Speech
from bot.views import message_frame

__all__ = ["claim", "lapse", "release", "say", "tell_nobody_free", "typing"]

Json = dict[str, Any]
Lines = tuple[Message, ...]


async def claim(app: web.Application, who: Principal, id_: str) -> Json:
    """Take over. It waits for the bot's turn under way, so that the bot says nothing after it."""
    await app[DATABASE].read(partial(view.known, id_=id_))
    async with app[ORDER].alone(id_):
        work = partial(_claim, who=who, id_=id_, seconds=_session(app))
        lines: Lines | None = await app[DATABASE].write(work)
        if lines:
            _tell(app, id_, lines, mode="agent")
    row = await app[DATABASE].read(partial(view.known, id_=id_))
    if lines is None:
        raise view.held_by_other(row)
    if lines:
        _tell_claim(app, row, "claimed")
    return {"row": row_view(app, row)}


def _claim(connection: Connection, who: Principal, id_: str, seconds: float) -> Lines | None:
    """Lines that were added; none if it was one's own already; None if somebody else has it."""
    row = view.known(connection, id_)
    if row.is_call:
        raise Problem("is_a_call")
    if row.mode == "agent" and row.user_id == who.user_id:
        return ()
    if not handoffs.claim(connection, id_, who.user_id):
        return None
    standings.seen(connection, id_)
    audit.note(connection, Act(who.name, "claim", id_))
    return _event(connection, id_, "agent_joined", who.display, seconds)


async def release(
    app: web.Application, who: Principal, id_: str, comment: str | None = None
) -> Json:
    """Hand back: by the holder, or by a supervisor for somebody else."""
    row: Row = await app[DATABASE].read(partial(view.known, id_=id_))
    if row.mode != "agent" or row.user_id is None:
        raise Problem("not_held")
    if row.user_id != who.user_id and not who.may("lead"):
        raise view.held_by_other(row)
    act = Act(who.name, "release", id_)
    cleaned = clean(comment) if comment else ""
    note = partial(notes.add, conversation=id_, user_id=who.user_id, text=cleaned)
    if not await _end(app, row.user_id, row.display or "", act, note if cleaned else None):
        raise Problem("not_held")
    fresh: Row = await app[DATABASE].read(partial(view.known, id_=id_))
    _tell_claim(app, fresh, "released" if row.user_id == who.user_id else "forced")
    return {"row": row_view(app, fresh)}


async def lapse(app: web.Application, held: Holding, unused_since: float) -> None:
    """The bot goes on where an agent has done nothing for too long."""
    if held.user_id is None:
        return
    act = Act(held.display or "", "lapse", held.conversation)
    still = partial(_unused, conversation=held.conversation, since=unused_since)
    if await app[DATABASE].read(still) and await _end(app, held.user_id, held.display or "", act):
        row = await app[DATABASE].read(partial(board.one, conversation=held.conversation))
        if row:
            _tell_claim(app, row, "lapsed")


def _unused(connection: Connection, conversation: str, since: float) -> bool:
    found = handoffs.find(connection, conversation)
    return found is not None and found.used_at is not None and found.used_at < since


async def _end(app: web.Application, holder: int, display: str, act: Act, also: Any = None) -> bool:
    id_ = act.conversation or ""
    notice = words()["to_person"]["going_on"]
    reply = {"kind": "notice", "text": notice["text"], "buttons": list(notice["buttons"])}
    work = partial(
        _give_back,
        id_=id_,
        holder=holder,
        display=display,
        act=act,
        reply=reply,
        also=also,
        seconds=_session(app),
    )
    async with app[ORDER].alone(id_):
        lines: Lines | None = await app[DATABASE].write(work)
        if lines:
            _tell(app, id_, lines, mode="bot")
    return lines is not None


def _give_back(  # noqa: PLR0913 - one transaction, and all that it writes
    connection: Connection,
    *,
    id_: str,
    holder: int,
    display: str,
    act: Act,
    reply: Json,
    also: Any,
    seconds: float,
) -> Lines | None:
    if not handoffs.release(connection, id_, holder):
        return None
    audit.note(connection, act)
    if also:
        also(connection)
    left = _event(connection, id_, "agent_left", display, seconds)
    conversation = conversations.authorise(connection, Access(id_, None))
    return (*left, *transcript.say(connection, conversation, None, (reply,), seconds))


def _event(
    connection: Connection, id_: str, event: str, display: str, seconds: float
) -> tuple[Message, ...]:
    conversation = conversations.authorise(connection, Access(id_, None))
    text = str(words()["to_person"][event]).format(name=display)
    body = {"event": event, "name": display, "text": text}
    return transcript.append(connection, conversation, Speech("system", None, (body,)), seconds)


async def tell_nobody_free(app: web.Application, id_: str) -> None:
    """Who has waited too long for a person is told the clinic's number, once."""
    facts = app[TEXTS].facts
    text = words()["to_person"]["nobody_free"].format_map(facts)
    reply = {"kind": "notice", "text": text, "buttons": []}
    work = partial(_say_nobody_free, id_=id_, reply=reply, seconds=_session(app))
    lines: Lines = await app[DATABASE].write(work)
    _tell(app, id_, lines)


def _say_nobody_free(connection: Connection, id_: str, reply: Json, seconds: float) -> Lines:
    if not handoffs.note_told(connection, id_):
        return ()
    conversation = conversations.authorise(connection, Access(id_, None))
    return transcript.say(connection, conversation, None, (reply,), seconds)


def _tell(app: web.Application, id_: str, lines: Lines, mode: str | None = None) -> None:
    if mode:
        app[LIVE].tell(id_, {"type": "mode", "mode": mode})
    for line in lines:
        app[LIVE].tell(id_, message_frame(line))


def _tell_claim(app: web.Application, row: Row, reason: str) -> None:
    agent = {"id": row.user_id, "name": row.display} if row.user_id else None
    app[FEED].tell(Event("claim", {"id": row.id, "agent": agent, "reason": reason}))


def _session(app: web.Application) -> float:
    return app[SETTINGS].session_hours * 3600
