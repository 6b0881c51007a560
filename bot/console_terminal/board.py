"""The queue as this console holds it: loaded once, kept by the news, in the service's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.console_terminal.models import Row

LEVELS = ("emergency", "urgent")
"""Levels that come before the time of waiting."""

TABS = ("mine", "unassigned", "all")


@dataclass(frozen=True, slots=True)
class View:
    """What an agent wants to see."""

    tab: str = "all"
    level: str = ""
    channel: str = ""
    words: str = ""

    def query(self) -> dict[str, str]:
        """As the queue's address has it."""
        return {"tab": self.tab, "urgency": self.level, "channel": self.channel, "q": self.words}

    def fits(self, row: Row, me: int) -> bool:
        """Whether a row belongs in it; words are looked for in what the row shows."""
        holder = row.agent.id if row.agent else None
        tabs = {"mine": holder == me, "unassigned": holder is None, "all": True}
        return (
            not row.ended
            and tabs[self.tab]
            and self.level in ("", row.level)
            and self.channel in ("", row.channel)
            and self.words.lower() in shown_words(row)
        )


def shown_words(row: Row) -> str:
    """What can be read of a row, to be searched."""
    return " ".join((row.label, row.last, *(flag.quote for flag in row.flags))).lower()


def order(row: Row) -> tuple[int, int, float]:
    """Emergencies, urgent ones, those that wait (the longest first), then the newest."""
    rank = LEVELS.index(row.level) if row.level in LEVELS else len(LEVELS)
    if row.waiting_since is not None:
        return rank, 0, row.waiting_since
    return rank, 1, -row.last_at


class Board:
    """The rows of one view."""

    def __init__(self, me: int) -> None:
        self._me = me
        self._view = View()
        self._rows: dict[str, Row] = {}

    def load(self, view: View, rows: Iterable[Row]) -> None:
        """What the service says fits the view."""
        self._view = view
        self._rows = {row.id: row for row in rows}

    def put(self, row: Row) -> None:
        """A row that is new or has changed; one that was found by its words stays found."""
        view = replace(self._view, words="") if row.id in self._rows else self._view
        if view.fits(row, self._me):
            self._rows[row.id] = row
        else:
            self._rows.pop(row.id, None)

    def drop(self, conversation: str) -> None:
        """It has left the queue."""
        self._rows.pop(conversation, None)

    def rows(self) -> Sequence[Row]:
        """Most urgent first."""
        return sorted(self._rows.values(), key=order)
