"""The reason that is written down with the open question."""

from __future__ import annotations

from actions.resources import Resources
from actions.turn import Outcome, Say, Turn
from actions.wording import for_speaker


def why_question(turn: Turn, resources: Resources) -> Outcome:
    """Why the open question is asked; without one, why questions are asked at all."""
    row = resources.rows.get(("questions", turn.open_question or ""))
    if row is None:
        return Outcome([Say("utter_why_questions", kind="answer")])
    facts = {"why": for_speaker(row["why"], turn.speaker)}
    return Outcome([Say("utter_why_asked", facts, kind="answer", sources=resources.sources(row))])
