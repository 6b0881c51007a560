"""Says back in one line what was new in a message, denials included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from actions.emergency import SUICIDAL
from actions.resources import Resources
from actions.turn import Say, Turn
from actions.wording import age_words, denied, duration_words, phrases
from assessment.ledger import About, Ledger


def noted(turn: Turn, resources: Resources) -> list[Say]:
    """One line, or nothing when the message held nothing new that was volunteered.

    That an alarm was taken back is said back too, whatever the words for it were read as.
    """
    told = told_now(turn)
    taken_back = [Say(_thanks(turn))] if alarm_taken_back(turn) else []
    if not told:
        return taken_back
    return [*taken_back, Say("utter_noted", {"facts": facts_in_words(told, resources)})]


def _thanks(turn: Turn) -> str:
    """For putting it right; whoever was asked about wanting to die keeps the crisis line."""
    flags = {item["value"] for item in turn.news if item["about"] == "flag"}
    return "utter_retracted_crisis" if SUICIDAL in flags else "utter_retracted"


def alarm_taken_back(turn: Turn) -> bool:
    """Whether this message withdrew a red flag and none is left in force."""
    withdrawn = any(n["about"] == "flag" and n["status"] == "retracted" for n in turn.news)
    return withdrawn and turn.situation != "emergency"


def told_now(turn: Turn) -> list[Mapping[str, Any]]:
    """What the person said of their own accord in this message."""
    return [
        item
        for item in turn.news
        if item["origin"] == "volunteered" and item["status"] != "retracted" and sayable(item)
    ]


def told_something(turn: Turn) -> bool:
    """Whether the message told something that the interview can go on with."""
    told = bool(told_now(turn)) or alarm_taken_back(turn)
    return told and turn.situation != "emergency"


def facts_in_words(evidence: Sequence[Mapping[str, Any]], resources: Resources) -> str:
    """'at rest, for about 3 weeks; no pain, no fever' - what is there, then what is not."""
    groups: dict[str, list[str]] = {status: [] for status in phrases()["status"]}
    for item in sorted(evidence, key=lambda item: _ORDER.index(item["about"])):
        status = "past" if item["time"] == "past" else item["status"]
        name = name_of(item, resources)
        name = denied(name) if status == "absent" else name
        if name not in groups[status]:
            groups[status].append(name)
    lists, frames = phrases()["lists"], {**phrases()["status"], "absent": "{names}"}
    parts = [
        frames[status].format(names=lists["comma"].join(names))
        for status, names in groups.items()
        if names
    ]
    return str(lists["semicolon"].join(parts))


def known_in_words(ledger: Ledger, resources: Resources) -> str:
    """Everything that stands, danger signs in the person's own words; empty if there is nothing."""
    entries = [asdict(e) for about in _ORDER for e in ledger.standing(about)]
    facts = facts_in_words([entry for entry in entries if sayable(entry)], resources)
    quotes = (f"“{e.quote}”" for e in ledger.standing("flag") if e.status == "present" and e.quote)
    signs = phrases()["lists"]["comma"].join(dict.fromkeys(quotes))
    warning = phrases()["status_of_flags"].format(quotes=signs) if signs else ""
    return str(phrases()["lists"]["semicolon"].join(part for part in (facts, warning) if part))


def sayable(item: Mapping[str, Any]) -> bool:
    """Flags have their own answers; what is another person's or unmatched is not said back."""
    return bool(item["subject"] == "self" and item["about"] in _NAMES and item["value"])


def name_of(item: Mapping[str, Any], resources: Resources) -> str:
    """A piece of evidence as a person would say it."""
    return str(_NAMES[item["about"]](str(item["value"]), resources))


def _word(group: str) -> Any:
    return lambda value, resources: phrases()[group].get(value, value)


# The tremor itself first, as a person would tell it.
_ORDER: Final[tuple[About, ...]] = (
    "activation",
    "duration",
    "course",
    "onset",
    "finding",
    "age",
)

_NAMES: Mapping[str, Any] = {
    "finding": lambda value, resources: resources.row("findings", value)["name"],
    "activation": _word("activation"),
    "onset": _word("onset"),
    "course": _word("course"),
    "duration": lambda value, resources: duration_words(value),
    "age": lambda value, resources: age_words(value),
}
