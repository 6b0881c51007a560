"""Who told it, when, and by which versions it was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.texts import Texts

Json = dict[str, Any]

_MOMENT = "%-d %B %Y, %H:%M"
_SHORT = 12  # characters of a hash: enough to find the version again


def about_lines(facts: Json, texts: Texts) -> tuple[str, ...]:
    """Lines for the head of the page; the last one, the versions, belongs to its foot."""
    words, times = texts.words["summary"]["about"], facts.get("times") or {}
    lines = [_told_by(facts.get("speaker") or {}, words)]
    if times:
        lines.append(words["talk"].format(began=moment(times["began"]), last=_end(times)))
    versions = facts.get("versions") or {}
    known = {name: versions.get(name, "")[:_SHORT] or "–" for name in ("content", "model")}
    written = moment(times["written"]) if times else "–"
    return (*lines, words["versions"].format(written=written, **known))


def moment(iso: str) -> str:
    """A time for people, with its zone."""
    at = datetime.fromisoformat(iso)
    return f"{at.strftime(_MOMENT)} {at.tzname() or ''}".strip()


def _end(times: Json) -> str:
    """Only the hour, if a conversation ended on the day it began."""
    began, last = (datetime.fromisoformat(times[name]) for name in ("began", "last"))
    if began.date() != last.date():
        return moment(times["last"])
    return f"{last.strftime('%H:%M')} {last.tzname() or ''}".strip()


def _told_by(speaker: Json, words: Json) -> str:
    role, relation = speaker.get("role") or "patient", speaker.get("relation")
    if role == "relative" and relation:
        return str(words["relative_of"]).format(relation=relation)
    return str(words.get(role, words["patient"]))
