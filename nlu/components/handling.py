"""Rasa component: sets how a message is to be handled, from its intents and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.table_component import TableComponent
from nlu.language.intent_rules import IntentRules
from nlu.language.intent_table import IntentTable

HANDLING = "handling"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageHandling(TableComponent):
    """Sets `handling` to an id of the vocabulary; runs last, after intents and entities."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._rules = IntentRules(IntentTable.from_rows(rows))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the handling of messages as they come in."""
        for message in messages:
            leading = (message.get(INTENT) or {}).get("name") or "nlu_fallback"
            segments = message.get("segments") or ()
            parts = [one["intent"]["name"] for one in segments if "intent" in one]
            message.set(HANDLING, self._rules.handling(leading, parts), add_to_output=True)
        return messages
