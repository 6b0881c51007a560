"""What a message states: plain results that the components turn into entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

OTHER_AXIS = {"static": "kinetic", "kinetic": "static"}
"""At rest and on movement, each with the other one."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said, with its status and its place in the user's own text."""

    entity: str  # finding, activation, onset, duration, age, person, unmatched, course_hint
    value: str | int | float
    start: int
    end: int
    status: str = "present"
    subject: Literal["self", "other"] = "self"
    time: Literal["current", "past"] = "current"
    manner: Literal["plain", "past", "others", "asked"] = "plain"  # how a finding is told
    exclusive: bool = False
    relation: str = ""
    pronoun: str = ""


@dataclass(slots=True)
class Reading:
    """All facts of a message, its clauses and its segments as character ranges."""

    text: str
    facts: list[Fact] = field(default_factory=list)
    clauses: list[tuple[int, int]] = field(default_factory=list)
    segments: list[tuple[int, int]] = field(default_factory=list)

    def of(self, entity: str) -> list[Fact]:
        """The facts of one kind."""
        return [fact for fact in self.facts if fact.entity == entity]

    def findings(self, status: str = "present") -> set[str]:
        """Ids of the person's own, current findings of that status."""
        return {
            str(fact.value)
            for fact in self.of("finding")
            if (fact.status, fact.subject, fact.time) == (status, "self", "current")
        }
