"""Says back in one line what was new in a message, denials included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.resources import Resources
from actions.turn import Say, Turn
from actions.wording import age_words, denied, duration_words, phrases


def noted(turn: Turn, resources: Resources) -> list[Say]:
    """One line, or nothing when the message held nothing new that was volunteered."""
    told = told_now(turn)
    if not told:
        return []
    return [Say("utter_noted", {"facts": facts_in_words(told, resources)})]


def told_now(turn: Turn) -> list[Mapping[str, Any]]:
    """What the person said of their own accord in this message."""
    return [item for item in turn.news if item["origin"] == "volunteered" and sayable(item)]


def told_something(turn: Turn) -> bool:
    """Whether the message told something that the interview can go on with."""
    return bool(told_now(turn)) and turn.situation != "emergency"


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


def sayable(item: Mapping[str, Any]) -> bool:
    """Flags have their own answers; what is another person's or unmatched is not said back."""
    return bool(item["subject"] == "self" and item["about"] in _NAMES and item["value"])


def name_of(item: Mapping[str, Any], resources: Resources) -> str:
    """A piece of evidence as a person would say it."""
    return str(_NAMES[item["about"]](str(item["value"]), resources))


def _word(group: str) -> Any:
    return lambda value, resources: phrases()[group].get(value, value)


# The tremor itself first, as a person would tell it.
_ORDER = ("activation", "duration", "course", "onset", "finding", "age")

_NAMES: Mapping[str, Any] = {
    "finding": lambda value, resources: resources.row("findings", value)["name"],
    "activation": _word("activation"),
    "onset": _word("onset"),
    "course": _word("course"),
    "duration": lambda value, resources: duration_words(value),
    "age": lambda value, resources: age_words(value),
}
