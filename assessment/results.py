"""What an assessment says; `to_dict()` is the public form (API of the service)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assessment.classify import Activation, Course
from assessment.ledger import Evidence
from assessment.levels import Level
from assessment.terms import Span


@dataclass(frozen=True, slots=True)
class Classification:
    """The kind of tremor."""

    activation: Activation
    course: Course
    onset: str | None
    duration: Span | None

    def to_dict(self) -> dict[str, Any]:
        """A duration that is known only as a range has no number of days."""
        exact = self.duration.exact if self.duration else None
        return {
            "activation": self.activation,
            "course": self.course,
            "duration_days": None if exact is None else round(exact),
            "onset": self.onset,
        }


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag with the words that raised it."""

    id: str
    level: Level
    quote: str
    status: Literal["active", "retracted"]

    def to_dict(self) -> dict[str, Any]:
        """The public form."""
        return {"id": self.id, "quote": self.quote, "status": self.status, "level": self.level}


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon a doctor is needed, and which rules say so."""

    level: Level
    flags: tuple[Flag, ...]
    rules: tuple[str, ...]  # ids of the rules that decided the level
    unclear: tuple[str, ...]  # red flags that were hinted at and must be asked about
    because: tuple[str, ...]  # the lines of those rules

    def to_dict(self) -> dict[str, Any]:
        """The public form."""
        return {
            "level": self.level,
            "flags": [flag.to_dict() for flag in self.flags],
            "rules": list(self.rules),
            "unclear": list(self.unclear),
            "because": list(self.because),
        }


@dataclass(frozen=True, slots=True)
class Candidate:
    """A condition that may be behind the tremor, with what speaks for and against it."""

    id: str
    kind: str
    score: float
    because: tuple[str, ...]
    against: tuple[str, ...]
    context_for: tuple[str, ...] = ()  # kind of tremor, age, duration: terms, no findings
    context_against: tuple[str, ...] = ()
    capped: bool = False  # what it requires is missing, so it is "possible" at most

    def to_dict(self) -> dict[str, Any]:
        """The public form."""
        return {
            "id": self.id,
            "kind": self.kind,
            "score": self.score,
            "because": list(self.because),
            "against": list(self.against),
            "context_for": list(self.context_for),
            "context_against": list(self.context_against),
            "capped": self.capped,
        }


@dataclass(frozen=True, slots=True)
class Referral:
    """A doctor to see, in order."""

    id: str
    order: int
    why: str
    conditions: tuple[str, ...] = ()  # the candidates that lead there

    def to_dict(self) -> dict[str, Any]:
        """The public form."""
        return {
            "id": self.id,
            "order": self.order,
            "why": self.why,
            "conditions": list(self.conditions),
        }


@dataclass(frozen=True, slots=True)
class SuggestedTest:
    """An examination to expect."""

    id: str
    why: str
    conditions: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The public form."""
        return {"id": self.id, "why": self.why, "conditions": list(self.conditions)}


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that follows from the ledger."""

    classification: Classification
    findings: tuple[tuple[str, Evidence], ...]  # (kind, evidence)
    unmatched: tuple[str, ...]
    urgency: Urgency
    candidates: tuple[Candidate, ...]
    specialists: tuple[Referral, ...]
    tests: tuple[SuggestedTest, ...]
    next_question: str | None
    questions_left: int

    @property
    def complete(self) -> bool:
        """Nothing is left to ask that could change the result."""
        return self.next_question is None

    def to_dict(self, handling: str = "in_scope") -> dict[str, Any]:
        """The public form; `handling` is how the last message was taken."""
        return {
            "classification": self.classification.to_dict(),
            "findings": [_finding(kind, evidence) for kind, evidence in self.findings],
            "unmatched": list(self.unmatched),
            "urgency": self.urgency.to_dict(),
            "candidates": [candidate.to_dict() for candidate in self.candidates],
            "specialists": [referral.to_dict() for referral in self.specialists],
            "tests": [test.to_dict() for test in self.tests],
            "next_question": self.next_question,
            "questions_left": self.questions_left,
            "complete": self.complete,
            "handling": handling,
        }


def _finding(kind: str, evidence: Evidence) -> dict[str, Any]:
    # An agent who types for a caller volunteers: the public form knows three origins.
    by_agent = evidence.origin == "agent"
    origin = "volunteered" if by_agent else evidence.origin
    return {
        "id": evidence.value,
        "kind": kind,
        "status": evidence.status,
        "subject": evidence.subject,
        "time": evidence.time,
        "origin": origin,
        "turn": evidence.turn,
        "quote": evidence.quote,
        **({"by": "agent"} if by_agent else {}),
    }
