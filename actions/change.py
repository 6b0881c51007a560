"""The wish to change something, before it is said what."""

from __future__ import annotations

from actions.resources import Resources
from actions.say_back import known_in_words
from actions.turn import Say, Turn


def asks_to_change(turn: Turn, resources: Resources) -> Say | None:
    """What is noted, and how to put it right; None if the message changed something itself.

    "Change: it is at rest", where that stands already, is answered with what stands.
    """
    asks_something = any(entity["entity"] == "topic" for entity in turn.entities)
    if turn.intent != "correct" or turn.news or asks_something:
        return None
    known = known_in_words(turn.ledger, resources)
    return Say("utter_ask_change", {"facts": known}) if known else None
