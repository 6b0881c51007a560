"""Rasa component: what the network alone takes for a red flag in a letter about another matter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

ROOT = Path(__file__).resolve().parents[2]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OtherMatters(GraphComponent):
    """Drops alarms that are rather unlikely where a message surely is about something else.

    A lost invoice, an insult or a stye is nothing that the network was taught much of, and a slight
    chance says less there than in a tale about a back. What a rule has found stays; so does
    everything in a question about a medicine, where an overdose may hide. Needs the intents.
    """

    def __init__(self, rule: Mapping[str, Any]) -> None:
        self._kinds = frozenset(rule["kinds"])
        self._surely, self._least = float(rule["share"]), float(rule["least"])

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
    ) -> OtherMatters:
        """Read the rule once."""
        table = yaml.safe_load((ROOT / config["table"]).read_text(encoding="utf-8"))
        return cls(table["other_matters"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Take the unlikely alarms out of messages as they come in."""
        for message in messages:
            if self._is_another_matter(message):
                kept = [one for one in message.get(ENTITIES) or [] if not self._is_unlikely(one)]
                message.set(ENTITIES, kept, add_to_output=True)
        return messages

    def _is_another_matter(self, message: Message) -> bool:
        ranking = message.get(INTENT_RANKING_KEY) or []
        shares = [float(one["confidence"]) for one in ranking if one["name"] in self._kinds]
        return sum(shares) >= self._surely

    def _is_unlikely(self, entity: Mapping[str, Any]) -> bool:
        chance = entity.get("chance", 1.0)  # only what the network raised by itself has one
        return entity["entity"] == "red_flag" and bool(chance < self._least)
