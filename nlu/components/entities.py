"""Turns facts of the language layer into Rasa entities, in the form that the dialogue reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu.language.facts import Fact

_STATED = ("finding", "activation", "onset")


def add_facts(message: Message, facts: Iterable[Fact], extractor: str) -> None:
    """Append `facts` to the entities of `message`."""
    text: str = message.get("text") or ""
    entities = [
        *(message.get(ENTITIES) or []),
        *(as_entity(fact, text, extractor) for fact in facts),
    ]
    message.set(ENTITIES, entities, add_to_output=True)


def as_entity(fact: Fact, text: str, extractor: str) -> dict[str, Any]:
    """One fact as an entity; `quote` is the user's own words."""
    entity: dict[str, Any] = {
        "entity": fact.entity,
        "value": fact.value,
        "start": fact.start,
        "end": fact.end,
        "extractor": extractor,
        "quote": text[fact.start : fact.end],
    }
    if fact.entity in _STATED:
        entity["status"] = fact.status
    if fact.entity == "finding":
        entity |= {"subject": fact.subject, "time": fact.time}
    if fact.manner != "plain":
        entity["manner"] = fact.manner
    if fact.exclusive:
        entity["exclusive"] = True
    if fact.entity == "person":
        entity |= {"relation": fact.relation, "pronoun": fact.pronoun}
    return entity
