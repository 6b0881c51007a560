"""The API's JSON (docs/console-api.md) as records; what is no such JSON is told as `not_ours`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from bot.console_terminal.errors import ConsoleError
from bot.console_terminal.models import (
    Call,
    Candidate,
    Canned,
    Comment,
    Counts,
    Figures,
    Finding,
    Flag,
    Heard,
    Line,
    Me,
    Person,
    Question,
    Reading,
    Record,
    Row,
    Talk,
    Topic,
    Understanding,
)
from bot.console_terminal.words import say

Json = dict[str, Any]
P = ParamSpec("P")
R = TypeVar("R")


def checked(read: Callable[P, R]) -> Callable[P, R]:
    """Have a field that is missing or of another kind told as a sentence."""

    @wraps(read)
    def careful(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return read(*args, **kwargs)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ConsoleError("not_ours") from error

    return careful


def moment(at: str) -> float:
    """An ISO time as seconds."""
    return datetime.fromisoformat(at).timestamp()


def person(data: Json | None) -> Person | None:
    """Somebody of the clinic, if there is anybody."""
    return Person(data["id"], data["name"]) if data else None


def viewers(data: Any) -> tuple[Person, ...]:
    """Those who look at a conversation."""
    return tuple(Person(one["id"], one["name"]) for one in data)


def words(data: Json, key: str) -> str:
    """A text that may be missing or null."""
    return str(data.get(key) or "")


@checked
def part(data: Json, key: str, read: Callable[[Json], R]) -> R:
    """One part of an answer."""
    return read(data[key])


@checked
def session(data: Json) -> tuple[Me, str]:
    """The answer to signing in: who one is, and the token."""
    user = data["user"]
    rights = tuple(data.get("rights", ()))
    me = Me(
        user["id"], user["name"], user["display"], user["role"], data.get("event_id", ""), rights
    )
    return me, str(data["token"])


def flag(data: Json) -> Flag:
    """A red flag."""
    active = data.get("status", "active") != "retracted"
    return Flag(data["id"], words(data, "name") or data["id"], words(data, "quote"), active)


@checked
def row(data: Json) -> Row:
    """A row of the queue."""
    waiting, last = data.get("waiting_since"), data.get("last")
    return Row(
        id=data["id"],
        label=data["label"],
        channel=data["channel"],
        level=data["urgency"],
        level_name=data["urgency_name"],
        mode=data["mode"],
        flags=tuple(map(flag, data["flags"])),
        waiting_since=moment(waiting) if waiting else None,
        overdue=data.get("overdue", False),
        last_at=moment(data["last_at"]),
        last=say("queue.said", who=last["who"], text=last["text"]) if last else "",
        agent=person(data.get("agent")),
        viewers=viewers(data.get("viewers", ())),
        undelivered=data.get("undelivered", False),
        pending=data.get("pending", False),
        ended=data.get("ended", False),
    )


@checked
def rows(data: Json) -> tuple[Row, ...]:
    """A page of the queue."""
    return tuple(map(row, data["rows"]))


def reading(data: Json) -> Reading:
    """One thing understood."""
    return Reading(words(data, "name") or data["id"], data["status"], words(data, "quote"))


def understanding(data: Json | None) -> Understanding | None:
    """How a message was read, if it was."""
    if not data:
        return None
    found = tuple(map(reading, data.get("findings", ())))
    confidence, heard = data.get("confidence"), data.get("heard_only", False)
    return Understanding(words(data, "intent"), confidence, found, heard)


@checked
def line(data: Json) -> Line:
    """A line of the transcript."""
    return Line(
        key=str(data["seq"]),
        role=data["role"],
        text=words(data, "text"),
        at=moment(data["at"]),
        kind=data.get("kind", ""),
        name=data.get("name", "") if data["role"] == "agent" else "",
        message_id=words(data, "message_id"),
        understanding=understanding(data.get("understanding")),
        misread=data.get("misread", False),
        delivery=delivery(data.get("delivery")),
    )


def delivery(data: Json | None) -> str:
    """Why words of an agent did not arrive; nothing while they have or may."""
    if not data or data["state"] != "failed":
        return ""
    return str(data.get("words") or data.get("reason") or "failed")


@checked
def note(data: Json) -> Line:
    """A private note, as a line among the others."""
    by = data["by"]["name"]
    return Line(f"note-{data['id']}", "note", data["text"], moment(data["at"]), name=by)


def finding(data: Json) -> Finding:
    """An entry of the ledger."""
    return Finding(
        id=data["id"],
        name=words(data, "name") or data["id"],
        status=data["status"],
        quote=words(data, "quote"),
        by=data.get("by", "person"),
        time=data.get("time", "current"),
        subject=data.get("subject", "self"),
    )


def candidate(data: Json) -> Candidate:
    """A candidate."""
    return Candidate(data["name"], words(data, "for"), words(data, "against_words"))


def question(data: Json | None) -> Question | None:
    """The question that stands open."""
    if not data:
        return None
    answers = tuple((one["title"], one["payload"]) for one in data.get("buttons", ()))
    return Question(data["text"], answers)


@checked
def record(data: Json) -> Record:
    """An assessment with words."""
    urgency, kind = data["urgency"], data.get("kind_of_tremor", {})
    return Record(
        level=urgency["level"],
        level_name=urgency.get("name", ""),
        how_soon=words(urgency, "how_soon"),
        activation=kind.get("activation", ""),
        course=kind.get("course", ""),
        duration_days=data["classification"].get("duration_days"),
        flags=tuple(map(flag, urgency["flags"])),
        findings=tuple(map(finding, data["findings"])),
        candidates=tuple(map(candidate, data["candidates"])),
        specialists=tuple(one.get("name", one["id"]) for one in data["specialists"]),
        unmatched=tuple(data["unmatched"]),
        question=question(data.get("question")),
        complete=data.get("complete", False),
    )


def call(data: Json | None) -> Call | None:
    """The caller's particulars."""
    if not data:
        return None
    caller, relation, callback = (words(data, key) for key in ("caller", "relation", "callback"))
    return Call(caller, relation, callback, ended=data.get("ended_at") is not None)


def read_out(data: Json) -> str:
    """What to read to a caller in an emergency, action first; nothing while there is none."""
    alarm = data.get("emergency")
    return str(alarm["text"]) if alarm else ""


@checked
def talk(data: Json) -> Talk:
    """A conversation; notes stand among the lines, by their time."""
    lines = [*map(line, data["lines"]), *map(note, data.get("notes", ()))]
    lines.sort(key=lambda one: one.at)
    return Talk(
        row=row(data["row"]),
        record=record(data["assessment"]),
        lines=tuple(lines),
        call=call(data.get("call")),
        emergency=read_out(data),
    )


@checked
def heard(data: Json) -> Heard:
    """What became of a sentence."""
    return Heard(
        record=record(data["assessment"]),
        ask=question(data.get("ask")),
        say=tuple(data.get("say", ())),
        emergency=read_out(data),
        pending=data.get("pending", False),
    )


@checked
def canned(data: Json) -> tuple[Canned, ...]:
    """Ready replies."""
    return tuple(Canned(one["code"], one["title"], one["text"]) for one in data["canned"])


@checked
def topics(data: Json) -> tuple[Topic, ...]:
    """What can be put right, findings first."""
    lists = (("finding", "findings"), ("flag", "flags"), ("activation", "activation"))
    return tuple(Topic(about, one["id"], one["name"]) for about, key in lists for one in data[key])


def counts(data: Any, name: str, number: str) -> Counts:
    """A list of objects as names with numbers."""
    return tuple((str(one[name]), one[number]) for one in data)


@checked
def figures(data: Json) -> Figures:
    """The supervisor's figures."""
    hand_offs, ratings, waits = data["hand_offs"], data["ratings"], data["waiting_seconds"]
    return Figures(
        days=data["days"],
        conversations=data["conversations"],
        messages=data["messages"],
        asked=hand_offs["asked"],
        taken=hand_offs["taken"],
        unmet=hand_offs["unmet"],
        fallback_rate=data["fallback_rate"],
        rating=ratings["mean"],
        ratings=ratings["n"],
        misread=data["misread"]["open"],
        waits=tuple((name, waits[name]) for name in ("median", "p90", "longest")),
        by_hour=tuple((f"{hour:02}", n) for hour, n in enumerate(data["by_hour"])),
        by_day=counts(data["by_day"], "day", "conversations"),
        by_level=tuple(data["by_urgency"].items()),
        by_channel=tuple(data["by_channel"].items()),
        by_agent=counts(hand_offs["by_agent"], "name", "taken"),
        intents=counts(data["intents"], "id", "n"),
        unmatched=counts(data["unmatched"], "words", "n"),
        by_stars=tuple((str(star), n) for star, n in enumerate(ratings["by_stars"], start=1)),
        comments=tuple(Comment(one["comment"], one["rating"]) for one in ratings["comments"]),
    )
