"""What the store hands out: frozen records, one class a kind of content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    id: str
    title: str
    where: str  # address or reference


@dataclass(frozen=True, slots=True)
class Review:
    """Whether a clinician has read the row, who, and when (ISO date)."""

    state: str = "unreviewed"
    reviewer: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that can be explained to a person.

    `kind` is overview, type, condition, test, specialist, treatment, complication or
    expert_advice. Texts may hold {you} {your} {have} {are} {do}, filled per speaker.
    """

    id: str
    kind: str
    name: str
    text: str
    gloss: str | None = None  # what a medical name means, in plain words: said at first use
    sources: tuple[Source, ...] = ()
    review: Review = Review()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Item):
    """A disease, a cause or a related pathology; some stand in several of these lists."""

    plain: str  # the name a patient would use
    kinds: tuple[str, ...]  # disease, cause, pathology
    why_linked: str  # how it can make a lower back tremble, in one line
    why_against: str  # what speaks against it, in one line
    prior: float  # points before anything is known
    requires: tuple[str, ...] = ()  # terms; without one of them the score is capped
    cap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Test(Item):
    """An examination."""

    __test__ = False  # pytest: this is no test class

    plain: str  # what it is, in a few words
    prepare: str
    feels_like: str
    who: str  # who does it
    unless: tuple[str, ...] = ()  # terms; where one holds, the test is not to be expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialist(Item):
    """A doctor, or the emergency service."""

    plain: str  # what this doctor is for, in a few words
    does: str
    when_first: str  # when this is the one to see first


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment(Item):
    """A way of treating."""

    how: str  # what is done, and by whom
    evidence: str  # what is known about how well it works, caveats included


@dataclass(frozen=True, slots=True)
class Care:
    """What usually follows for a condition; each list in order, first things first."""

    condition: str
    tests: tuple[str, ...]
    specialists: tuple[str, ...]
    treatments: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    id: str
    term: str
    text: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result; a higher score fits better."""

    id: str
    kind: str
    name: str
    score: float
