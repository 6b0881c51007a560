"""The evidence ledger: everything a conversation has established, in the order it was learned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal

from assessment.levels import RANK, Level

About = Literal[
    "finding", "activation", "onset", "duration", "course", "age", "flag", "unmatched", "question"
]
Status = Literal["present", "absent", "unknown", "retracted"]
Origin = Literal["volunteered", "asked", "inferred", "agent"]

# Things a person has one of: the newest entry counts, whatever value the older ones had.
_SINGLE: Final = frozenset({"onset", "duration", "course", "age"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was said, with its status and the person's own words.

    `value` is a finding id, a flag id, `static`/`kinetic` (activation), `sudden`/`gradual`/
    `recurrent` (onset), a number of days (duration) or years (age), or verbatim words (unmatched).
    A duration or age may be a range such as `14-42` or `84-` (from a button), or empty when the
    person does not know. `course` is `acute`/`chronic` where the words say so without a number
    ("for ages"). `question` is the id of a question that was dealt with: `present` = answered,
    `unknown` = "not sure" or skipped. Status `unknown` of a flag = hinted at, still to be asked.
    `level` is how grave its message makes a flag, `undetermined` where nobody judged it.
    """

    about: About
    value: str
    status: Status = "present"
    subject: Literal["self", "other"] = "self"
    time: Literal["current", "past"] = "current"
    origin: Origin = "volunteered"
    turn: int = 0
    quote: str = ""
    level: Level = "undetermined"

    def is_graver_than(self, other: Evidence) -> bool:
        """Whether it makes the same flag worse than it was."""
        return RANK[self.level] > RANK[other.level]


_FIELDS: Final = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True)
class Ledger:
    """An append-only list of evidence; what is said later about the same thing counts.

    A correction is one more entry, so the history stays readable for the clinician.
    Evidence of another subject or of the past is kept under its own key: "my father had
    numbness" does not overwrite the patient's own numbness.
    """

    entries: tuple[Evidence, ...] = ()

    def add(self, evidence: Evidence) -> Ledger:
        """Append `evidence`, unless it repeats what already stands, neither other nor graver."""
        return self if self._repeats(evidence) else Ledger((*self.entries, evidence))

    def _repeats(self, evidence: Evidence) -> bool:
        """Whether it says again what stands; after a withdrawn red flag all is new again."""
        key = (evidence.about, evidence.subject, evidence.time)
        for entry in reversed(self.entries):
            if (entry.about, entry.subject, entry.time) == key:
                if entry.value == evidence.value:
                    return entry.status == evidence.status and not evidence.is_graver_than(entry)
                if entry.about in _SINGLE:
                    return False
            if entry.about == "flag" and entry.status == "retracted":
                return False
        return False

    def extend(self, evidence: Iterable[Evidence]) -> Ledger:
        """Append several pieces of evidence in order."""
        ledger = self
        for item in evidence:
            ledger = ledger.add(item)
        return ledger

    def latest(
        self, about: About, value: str | None = None, subject: str = "self", time: str = "current"
    ) -> Evidence | None:
        """The newest entry about a thing (any value if `value` is None), or None."""
        for entry in reversed(self.entries):
            if entry.about != about or (entry.subject, entry.time) != (subject, time):
                continue
            if value is None or entry.value == value:
                return entry
        return None

    def standing(self, about: About) -> Iterator[Evidence]:
        """The newest entry of every distinct (value, subject, time), oldest thing first.

        Of what a person has one of, such as a duration, only the newest value stands.
        """
        newest: dict[tuple[str, str, str], Evidence] = {}
        for entry in self.entries:
            if entry.about == about:
                value = "" if about in _SINGLE else entry.value
                newest[(value, entry.subject, entry.time)] = entry
        return iter(newest.values())

    def status(self, about: About, value: str) -> Status | None:
        """Status of the patient's own, current fact, or None if nothing was said about it."""
        entry = self.latest(about, value)
        return entry.status if entry else None

    def number(self, about: Literal["duration", "age"]) -> float | None:
        """The newest stated number of days or years; None if unknown, withdrawn or a range."""
        entry = self.latest(about)
        if entry is None or entry.status != "present" or "-" in entry.value:
            return None
        return float(entry.value)

    def retract_turn(self, turn: int) -> Ledger:
        """The ledger without what was learned in `turn` (going back one step).

        A red flag stays: it falls only by a withdrawal that is confirmed.
        """
        return Ledger(tuple(e for e in self.entries if e.turn != turn or e.about == "flag"))

    def retract_flag(self, flag: str, turn: int) -> Ledger:
        """Mark a red flag as withdrawn by the person; it stays on record.

        Also for a flag that was never said outright but follows from a rule over findings.
        """
        standing = self.latest("flag", flag) or Evidence("flag", flag)
        return self.add(replace(standing, status="retracted", turn=turn))

    def to_list(self) -> list[dict[str, Any]]:
        """The ledger as plain JSON data, for the `ledger` slot."""
        return [{name: getattr(entry, name) for name in _FIELDS} for entry in self.entries]

    @classmethod
    def from_list(cls, rows: Iterable[dict[str, Any]] | None) -> Ledger:
        """Read what `to_list` wrote; None is an empty ledger."""
        return cls(tuple(Evidence(**row) for row in rows or ()))
