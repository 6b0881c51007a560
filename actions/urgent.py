"""Why a doctor is needed this soon, and the notice that one should look today."""

from __future__ import annotations

from actions.resources import Resources
from actions.turn import Say, Turn
from actions.wording import for_speaker
from assessment.results import Assessment, Urgency

URGENT_TOLD = "urgent"  # in the slot `told`


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
        row = resources.row("urgency_levels", "urgent")
        reason = " ".join(assessment.urgency.because)
    key = "utter_urgent_notice" if reason else "utter_urgent_notice_in_doubt"
    facts = {"reason": for_speaker(reason, turn.speaker)}
    return Say(key, facts, kind="notice", rests_on=resources.sources(row))


def reasons(urgency: Urgency, resources: Resources) -> list[str]:
    """Why this soon: what the active flags mean, else what the rules say."""
    flags = [flag for flag in urgency.flags if flag.status == "active"]
    meant = [str(resources.row("red_flags", flag.id)["why"]) for flag in flags]
    return list(dict.fromkeys(meant)) or list(urgency.because)


def why_urgency(urgency: Urgency, turn: Turn, resources: Resources) -> list[Say]:
    """The reasons in plain words; nothing while none are known."""
    because = [for_speaker(reason, turn.speaker) for reason in reasons(urgency, resources)]
    facts = {"because": " ".join(because)}
    sources = _sources(urgency, resources)
    if not because and urgency.level == "urgent":
        return [Say("utter_why_urgency_in_doubt", kind="answer")]
    return [Say("utter_why_urgency", facts, kind="answer", sources=sources)] if because else []


def _sources(urgency: Urgency, resources: Resources) -> list[dict[str, str]]:
    """Where the flags and rules come from that decide the urgency, each source once."""
    rows = [resources.row("red_flags", f.id) for f in urgency.flags if f.status == "active"]
    rows = rows or [resources.row("urgency_rules", rule) for rule in urgency.rules]
    found = {s["id"]: s for row in rows for s in resources.sources(row)}
    return list(found.values())
