"""What an answer may look like, where none was understood."""

from __future__ import annotations

from actions.resources import Resources
from actions.turn import Turn
from actions.wording import for_speaker

_OPEN = "activation"  # the question that an open start is closest to


def example_of(question: str | None, turn: Turn, resources: Resources) -> str:
    """The example that is written down with a question of the interview."""
    row = resources.rows.get(("questions", question or ""))
    example = (row or {}).get("example") or resources.row("questions", _OPEN)["example"]
    return for_speaker(str(example), turn.speaker)
