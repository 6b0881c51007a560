"""Turns ids and numbers into the small words that sentences are filled with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.turn import Speaker
from assessment.terms import parse_span

_PLACEHOLDER = re.compile(r"\{(you|your|yourself|have|are|do)\}")
_SENTENCE_START = re.compile(r"((?:^|[.!?]\s+|\n)[\s*•-]*)([a-z])")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SPANS = ((365, "year"), (30, "month"), (7, "week"))


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Any]:
    """The word lists of phrases.yml."""
    text = (Path(__file__).parent / "phrases.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def person_words(speaker: Speaker) -> Mapping[str, str]:
    """The words for {you}, {your}, … as this speaker should hear them."""
    pronouns: Mapping[str, Mapping[str, str]] = phrases()["pronouns"]
    if speaker.role == "agent":
        return pronouns.get(speaker.about, pronouns["caller"])
    if speaker.role == "relative":
        return pronouns.get(speaker.pronoun, pronouns["they"])
    return pronouns["patient"]


def for_speaker(text: str, speaker: Speaker) -> str:
    """Fill the person placeholders of a knowledge text and set capitals at sentence starts."""
    words = person_words(speaker)
    filled = _PLACEHOLDER.sub(lambda match: words[match.group(1)], text)
    return with_capitals(filled)


def first_sentences(text: str, most: int) -> str:
    """How a text begins."""
    return " ".join(_SENTENCE_END.split(text.strip())[:most])


def with_capitals(text: str) -> str:
    """Capitals at sentence starts, where a filled-in word like "your" came to stand."""
    return _SENTENCE_START.sub(lambda match: match.group(1) + match.group(2).upper(), text)


def says(text: str, name: str) -> bool:
    """Whether a text holds what a pattern of phrases.yml describes."""
    return re.search(phrases()[name], text.lower()) is not None


def is_about(text: str, group: str) -> bool:
    """Whether a text holds one of a group's words: "it" and "my" tell of somebody in person."""
    words = set(re.findall(r"[a-z']+", text.lower().replace("’", "'")))
    return not words.isdisjoint(phrases()["words"][group])


def place_of(key: str, times: int, wordings: int) -> int:
    """Which wording of a response is due when it was said so often; the key decides the first."""
    start = hashlib.blake2b(key.encode(), digest_size=2).digest()[0]
    return (start + times) % wordings


def button(name: str) -> Mapping[str, str]:
    """One of the standing buttons of phrases.yml: its title and payload."""
    found: Mapping[str, str] = phrases()["buttons"][name]
    return found


def listed(names: Sequence[str], last: str = "and") -> str:
    """'a, b and c'."""
    lists = phrases()["lists"]
    if len(names) < 2:
        return "".join(names)
    return f"{lists['comma'].join(names[:-1])}{lists[last]}{names[-1]}"


def denied(name: str) -> str:
    """'a rash' -> 'no rash'."""
    for article in phrases()["articles"]:
        name = name.removeprefix(article)
    return str(phrases()["status"]["absent"].format(names=name))


def duration_words(value: str) -> str:
    """Days as a person would say them: 'for about 3 weeks', 'for 2 to 6 weeks'."""
    words = phrases()["duration"]
    span = parse_span(value)
    if span is None:
        return str(words["unknown"])
    if span.exact is None:
        return str(words["ranges"].get(value) or words["unknown"])
    days = span.exact
    if days < 2:
        return str(words["today"] if days < 1 else words["day"])
    for length, unit in _SPANS:
        count = round(days / length)
        if days == length or days >= 2 * length:
            return str(words[unit] if count == 1 else words[unit + "s"].format(n=count))
    return str(words["days"].format(n=round(days)))


def age_words(value: str) -> str:
    """'67 years old', or '35 to 50 years old' where only the group is known."""
    words = phrases()["age"]
    low, dash, high = value.partition("-")
    if not dash:
        return str(words["exact"].format(n=value))
    frame = words["range"] if high else words["from"]
    return str(frame.format(low=low, high=high))
