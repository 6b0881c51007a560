"""What the console shows, as plain records; `wire.py` makes them of the API's JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An agent, as others see them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in, and the newest event when they did."""

    id: int
    name: str
    display: str
    role: str
    event_id: str = ""
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag with the words that raised it."""

    id: str
    name: str
    quote: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in the queue."""

    id: str
    label: str
    channel: str
    level: str
    level_name: str
    mode: str
    flags: tuple[Flag, ...] = ()
    waiting_since: float | None = None
    overdue: bool = False
    last_at: float = 0.0
    last: str = ""
    agent: Person | None = None
    viewers: tuple[Person, ...] = ()
    undelivered: bool = False
    pending: bool = False
    ended: bool = False

    @property
    def is_call(self) -> bool:
        """An agent of the clinic types for a caller."""
        return self.channel == "phone"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a message was understood to say."""

    name: str
    status: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """How one message was read."""

    intent: str
    confidence: float | None
    readings: tuple[Reading, ...] = ()
    heard_only: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Something said, or a private note (role `note`), or an event (role `system`)."""

    key: str
    role: str
    text: str
    at: float
    kind: str = ""
    name: str = ""
    message_id: str = ""
    understanding: Understanding | None = None
    misread: bool = False
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry of the ledger."""

    id: str
    name: str
    status: str
    quote: str = ""
    by: str = "person"
    time: str = "current"
    subject: str = "self"


@dataclass(frozen=True, slots=True)
class Topic:
    """What an agent may put right: a finding, a red flag, or the kind of tremor."""

    about: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be behind it, with the reasons as words."""

    name: str
    for_: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask next, with the answers that are offered as (title, payload)."""

    text: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything understood so far."""

    level: str = "undetermined"
    level_name: str = ""
    how_soon: str = ""
    activation: str = ""
    course: str = ""
    duration_days: int | None = None
    flags: tuple[Flag, ...] = ()
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    specialists: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    question: Question | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Who is on the phone."""

    caller: str = ""
    relation: str = ""
    callback: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as an agent sees it."""

    row: Row
    record: Record
    lines: tuple[Line, ...] = ()
    call: Call | None = None
    emergency: str = ""
    """What to read to a caller now."""


@dataclass(frozen=True, slots=True)
class Canned:
    """A reply that is ready to be sent."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a sentence of the caller's."""

    record: Record
    ask: Question | None
    say: tuple[str, ...] = ()
    emergency: str = ""
    pending: bool = False


Counts = tuple[tuple[str, float], ...]
"""Names or ids with a number each, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote beside their rating."""

    text: str
    rating: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What supervisors look at; `waits` in seconds, None while nobody has waited."""

    days: int
    conversations: int
    messages: int
    asked: int
    taken: int
    unmet: int
    fallback_rate: float
    rating: float | None
    ratings: int
    misread: int
    waits: tuple[tuple[str, float | None], ...]
    by_hour: Counts
    by_day: Counts
    by_level: Counts
    by_channel: Counts
    by_agent: Counts
    intents: Counts
    unmatched: Counts
    by_stars: Counts
    comments: tuple[Comment, ...] = ()
