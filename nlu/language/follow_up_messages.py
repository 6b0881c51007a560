"""A message as it is meant: intent and items put in; what is only asked about is no fact."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from nlu.language.follow_up_items import TOPIC, Parsed
from nlu.language.intent_table import CORRECT, INFORM, RETRACT

# Of 49 dangers told in the middle of a talk (talk_01.yml) none that reads like a question about the
# thing just explained has less; of five alarms on 360 harmless questions of this kind three have.
_LIKELY_ALARM = 0.5
_GUESSED = "MessageReader"  # the network's own finding, by no phrase


def asking(
    parsed: Parsed, intent: str, items: Sequence[str], asked: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The message as one question about these items; `asked` are its parts that ask."""
    tells = any(_is_telling(part) for part in parsed.get("segments") or ())
    others = [
        _only_asked(one, asked, tells) for one in parsed["entities"] if one["entity"] != TOPIC
    ]
    whole = {"quote": parsed["text"], "start": 0, "end": len(parsed["text"])}
    topics = [{"entity": TOPIC, "value": item, **whole} for item in items]
    return {**_as_one(parsed, intent, "in_scope"), "entities": [*others, *topics]}


def of_kind(parsed: Parsed, intent: str) -> dict[str, Any]:
    """The message as one that is handled elsewhere, by the intent of that name."""
    return _as_one(parsed, intent, intent)


def taking_back(parsed: Parsed) -> dict[str, Any]:
    """The message as one that may take an alarm back."""
    return _as_one(parsed, RETRACT, "in_scope")


def asking_parts(parsed: Parsed, questions: Container[str]) -> list[Mapping[str, Any]]:
    """The segments whose intent is one of the questions."""
    return [part for part in parsed.get("segments") or () if part["intent"]["name"] in questions]


def is_likely_alarm(entity: Mapping[str, Any]) -> bool:
    """A red flag that a rule has found, or that the network thinks likelier than not."""
    return _is_alarm(entity) and bool(entity.get("chance", 1.0) >= _LIKELY_ALARM)


def without_unlikely_alarms(parsed: Parsed) -> Parsed:
    """ "How risky is it, compared with living on like this?", surely asked of the operation."""
    kept = [one for one in parsed["entities"] if not _is_alarm(one) or is_likely_alarm(one)]
    return {**parsed, "entities": kept}


def without_findings(parsed: Parsed) -> Parsed:
    """The message as one that tells nothing of the person."""
    kept = [one for one in parsed["entities"] if one["entity"] != "finding"]
    return {**parsed, "entities": kept}


def _as_one(parsed: Parsed, intent: str, handling: str) -> dict[str, Any]:
    """The message as one segment of this intent."""
    text = parsed["text"]
    chosen = {"name": intent, "confidence": parsed["intent"]["confidence"]}
    segments = [{"start": 0, "end": len(text), "text": text, "intent": chosen}]
    return {**parsed, "intent": chosen, "segments": segments, "handling": handling}


def _is_telling(segment: Mapping[str, Any]) -> bool:
    return segment["intent"]["name"] in (INFORM, CORRECT)


def _is_alarm(entity: Mapping[str, Any]) -> bool:
    return bool(entity["entity"] == "red_flag" and entity.get("status", "present") == "present")


def _is_guessed(entity: Mapping[str, Any]) -> bool:
    """As in "can it be both?", in which only the network sees a tremor at rest."""
    return entity["entity"] == "activation" and entity.get("extractor") == _GUESSED


def _only_asked(
    entity: Mapping[str, Any], asked: Sequence[Mapping[str, Any]], tells: bool
) -> Mapping[str, Any]:
    """ "Which of them hurts more?" tells of no pain, and "can it be both?" of no tremor at rest."""
    inside = any(part["start"] <= entity["start"] < part["end"] for part in asked)
    stated = entity["entity"] == "finding" and entity.get("status") == "present" and inside
    guessed = _is_guessed(entity) and not tells
    return {**entity, "status": "hypothetical"} if stated or guessed else entity
