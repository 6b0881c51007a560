"""A conversation as its page needs it: one script of lines and notes, and a call's stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

EMERGENCY = "emergency"


def talk_of(view: Json) -> Json:
    """The view with what the templates show of it."""
    lines, notes = view["lines"], view["notes"]
    candidates = view["assessment"].get("candidates") or ()
    return {
        **view,
        **ends_of(lines, notes),
        "script": script_of(lines, notes),
        "best": max((candidate["score"] for candidate in candidates), default=0) or 1,
        "calling": view.get("call") is not None and "sentence" in view["may"],
        **stage_of(view),
    }


def ends_of(lines: list[Json], notes: list[Json], after: int = 0, note: int = 0) -> Json:
    """Up to where line and note have been shown."""
    return {
        "last_seq": max((line["seq"] for line in lines), default=after),
        "last_note": max((one["id"] for one in notes), default=note),
    }


def script_of(lines: Iterable[Json], notes: Iterable[Json]) -> list[Json]:
    """Lines and notes in the order of time; a note is marked, so that none is taken for a line."""
    marked = [{**note, "note": True} for note in notes]
    return sorted([*lines, *marked], key=lambda line: line["at"])


def stage_of(view: Json) -> Json:
    """What the agent of a call looks at: what to say, what was understood, what was heard."""
    lines, assessment = view["lines"], view["assessment"]
    heard = [line for line in lines if line["role"] == "user"]
    last = heard[-1] if heard else None
    said = [
        line for line in lines if line["role"] == "bot" and line["seq"] > (last or {}).get("seq", 0)
    ]
    return {
        "emergency": (view["emergency"] or {}).get("text"),
        "say": [line["text"] for line in said if _is_said(line, assessment)],
        "chips": chips_of(assessment, last),
        "heard": heard[::-1],
    }


def _is_said(line: Json, assessment: Json) -> bool:
    """Everything but the open question, which stands by itself."""
    question = assessment.get("question")
    asks = line.get("kind") == "question" and question is not None
    return not asks and line.get("kind") != EMERGENCY


def chips_of(assessment: Json, last: Json | None) -> list[Json]:
    """Kind of tremor and findings, the newest sentence's marked and first."""
    fresh = {one["id"] for one in ((last or {}).get("understanding") or {}).get("findings", ())}
    kind = assessment["kind_of_tremor"]
    known = assessment["classification"]
    chips: list[Json] = [
        {"id": axis, "name": kind[axis], "status": "present"}
        for axis in ("activation", "course")
        if known[axis] != "unclear"
    ]
    chips += [finding for finding in assessment["findings"] if finding["subject"] == "self"]
    marked = [{**chip, "fresh": chip["id"] in fresh} for chip in chips]
    return sorted(marked, key=lambda chip: not chip["fresh"])
