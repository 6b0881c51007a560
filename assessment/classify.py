"""The kind of tremor: at rest or on movement, acute or chronic; never invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from assessment.ledger import Ledger, Status
from assessment.terms import Span, parse_span

Activation = Literal["static", "kinetic", "both", "unclear"]
Course = Literal["acute", "chronic", "unclear"]

# Our choice between sources that differ (clinical.md table 4, S36): acute up to six weeks,
# chronic from twelve weeks, and in between the onset decides.
ACUTE_UP_TO: Final = 42
CHRONIC_FROM: Final = 84
_COURSE_OF_ONSET: Final[dict[str, Course]] = {
    "sudden": "acute",
    "gradual": "chronic",
    "recurrent": "chronic",
}


def activation(ledger: Ledger) -> Activation:
    """`both` only if both were stated, `unclear` if neither was (MDS consensus 2018, S1)."""
    return activation_of(axes(ledger))


def axes(ledger: Ledger) -> dict[str, Status]:
    """What was said about each axis of activation."""
    said = {entry.value: entry.status for entry in ledger.standing("activation") if _own(entry)}
    return {axis: said[axis] for axis in ("static", "kinetic") if axis in said}


def activation_of(said: Mapping[str, Status]) -> Activation:
    """The activation that follows from what was said about each axis."""
    static, kinetic = said.get("static") == "present", said.get("kinetic") == "present"
    if static and kinetic:
        return "both"
    if static:
        return "static"
    return "kinetic" if kinetic else "unclear"


def onset(ledger: Ledger) -> str | None:
    """`sudden`, `gradual` or `recurrent`; None if not stated, unsure or denied."""
    entry = ledger.latest("onset")
    return entry.value if entry and entry.status == "present" and entry.value else None


def span(ledger: Ledger, about: Literal["duration", "age"]) -> Span | None:
    """The newest stated number or range, or None."""
    entry = ledger.latest(about)
    return parse_span(entry.value) if entry and entry.status == "present" else None


def course_hint(ledger: Ledger) -> Course | None:
    """A course that was said without a number ("for ages", "chronic")."""
    entry = ledger.latest("course")
    if entry is None or entry.status != "present":
        return None
    return "acute" if entry.value == "acute" else "chronic"


def course_of(duration: Span | None, began: str | None, hint: Course | None) -> Course:
    """A stated duration outranks words like "for ages", and these outrank the onset."""
    if duration is not None and duration.high <= ACUTE_UP_TO:
        return "acute"
    if duration is not None and duration.low >= CHRONIC_FROM:
        return "chronic"
    if duration is None and hint is not None:
        return hint
    return _COURSE_OF_ONSET.get(began or "", "unclear")


def _own(entry: object) -> bool:
    return (getattr(entry, "subject", ""), getattr(entry, "time", "")) == ("self", "current")
