"""Rasa component: sets how a message is to be handled, from its intents and what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from nlu.language.intent_rules import IntentRules
from nlu.language.intent_table import IntentTable

ROOT = Path(__file__).resolve().parents[2]
HANDLING = "handling"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageHandling(GraphComponent):
    """Sets `handling` to an id of the vocabulary; runs last, after intents and entities."""

    def __init__(self, rules: IntentRules) -> None:
        self._rules = rules

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings; the path is relative to the folder of the project."""
        return {"table": "nlu/handling.yml"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageHandling:
        """Read the table once."""
        return cls(IntentRules(IntentTable.from_file(ROOT / config["table"])))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the handling of messages as they come in."""
        for message in messages:
            leading = (message.get(INTENT) or {}).get("name") or "nlu_fallback"
            segments = message.get("segments") or ()
            parts = [one["intent"]["name"] for one in segments if "intent" in one]
            message.set(HANDLING, self._rules.handling(leading, parts), add_to_output=True)
        return messages
