"""A conversation that is looked at, kept up to date by the news without asking again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.console_terminal import wire
from bot.console_terminal.events import Event, Json
from bot.console_terminal.models import Line, Talk


def with_line(talk: Talk, line: Line) -> Talk:
    """A line more, in the order of time; the same line again only replaces itself."""
    others = [one for one in talk.lines if one.key != line.key]
    return replace(talk, lines=tuple(sorted([*others, line], key=lambda one: one.at)))


def _message(talk: Talk, data: Json) -> Talk:
    return with_line(talk, wire.part(data, "line", wire.line))


def _note(talk: Talk, data: Json) -> Talk:
    return with_line(talk, wire.part(data, "note", wire.note))


def _assessment(talk: Talk, data: Json) -> Talk:
    return replace(talk, record=wire.part(data, "assessment", wire.record))


def _row(talk: Talk, data: Json) -> Talk:
    return replace(talk, row=wire.part(data, "row", wire.row))


def _claim(talk: Talk, data: Json) -> Talk:
    agent = wire.person(data.get("agent"))
    mode = "agent" if agent else "bot"
    return replace(talk, row=replace(talk.row, agent=agent, mode=mode))


def _viewers(talk: Talk, data: Json) -> Talk:
    viewers = wire.part(data, "viewers", wire.viewers)
    return replace(talk, row=replace(talk.row, viewers=viewers))


def _delivery(talk: Talk, data: Json) -> Talk:
    state = wire.delivery(data.get("delivery"))
    key = str(data.get("seq"))
    lines = (replace(one, delivery=state) if one.key == key else one for one in talk.lines)
    return replace(talk, lines=tuple(lines))


CHANGES: dict[str, Callable[[Talk, Json], Talk]] = {
    "message": _message,
    "note": _note,
    "assessment": _assessment,
    "queue": _row,
    "emergency": _row,
    "claim": _claim,
    "viewers": _viewers,
    "delivery": _delivery,
}


def concerns(event: Event, conversation: str) -> bool:
    """Whether an event is about this conversation."""
    row = event.data.get("row")
    about = row.get("id") if isinstance(row, dict) else None
    return conversation in (event.data.get("id"), about)


def apply(talk: Talk, event: Event) -> Talk:
    """The conversation after an event; what does not concern it changes nothing."""
    change = CHANGES.get(event.name)
    return change(talk, event.data) if change and concerns(event, talk.row.id) else talk
