"""Says back in one line what was new in a message, denials included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.resources import Resources
from actions.turn import Say, Turn
from actions.wording import age_words, duration_words, listed, phrases


def noted(turn: Turn, resources: Resources) -> list[Say]:
    """One line, or nothing when the message held nothing new that was volunteered."""
    told = [item for item in turn.news if item["origin"] == "volunteered" and sayable(item)]
    if not told:
        return []
    return [Say("utter_noted", {"facts": facts_in_words(told, resources)})]


def facts_in_words(evidence: Sequence[Mapping[str, Any]], resources: Resources) -> str:
    """'leg pain, for about 3 weeks; no numbness' - what is there first, then what is not."""
    groups: dict[str, list[str]] = {status: [] for status in phrases()["status"]}
    for item in evidence:
        status = "past" if item["time"] == "past" else item["status"]
        name = name_of(item, resources)
        if name not in groups[status]:
            groups[status].append(name)
    frames = phrases()["status"]
    parts = [
        frames[status].format(names=listed(names, "or" if status == "absent" else "and"))
        for status, names in groups.items()
        if names
    ]
    return str(phrases()["lists"]["semicolon"].join(parts))


def sayable(item: Mapping[str, Any]) -> bool:
    """Flags have their own answers; what is another person's or unmatched is not said back."""
    return bool(item["subject"] == "self" and item["about"] in _NAMES and item["value"])


def name_of(item: Mapping[str, Any], resources: Resources) -> str:
    """A piece of evidence as a person would say it."""
    return str(_NAMES[item["about"]](str(item["value"]), resources))


def _word(group: str) -> Any:
    return lambda value, resources: phrases()[group].get(value, value)


_NAMES: Mapping[str, Any] = {
    "finding": lambda value, resources: resources.row("findings", value)["name"],
    "activation": _word("activation"),
    "onset": _word("onset"),
    "course": _word("course"),
    "duration": lambda value, resources: duration_words(value),
    "age": lambda value, resources: age_words(value),
}
