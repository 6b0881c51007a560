"""The notice that a doctor should look today, with the reason and what to do until then."""

from __future__ import annotations

from actions.resources import Resources
from actions.turn import Say, Turn
from actions.wording import for_speaker
from assessment.results import Assessment


def urgent_notice(assessment: Assessment, turn: Turn, resources: Resources) -> Say:
    """The newest urgent flag brings its own words; else the reasons of the level."""
    flags = [
        flag
        for flag in assessment.urgency.flags
        if flag.status == "active" and flag.level == "urgent"
    ]
    if flags:
        row = resources.row("red_flags", flags[-1].id)
        reason = f"{row['why']} {row['do']}"
    else:
        level = resources.row("urgency_levels", "urgent")
        reason = " ".join([*assessment.urgency.because, level["what_to_do"]])
    return Say("utter_urgent_notice", {"reason": for_speaker(reason, turn.speaker)}, kind="notice")
