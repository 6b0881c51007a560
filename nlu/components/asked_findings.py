"""Rasa component: a finding that a question is only about is no fact of the person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.language.asked import HYPOTHETICAL, QuestionWords, only_asked_about

ROOT = Path(__file__).resolve().parents[2]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AskedFindings(GraphComponent):
    """Runs after intents and topics are known; sets the status of such findings to hypothetical."""

    def __init__(self, words: QuestionWords) -> None:
        self._words = words

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
    ) -> AskedFindings:
        """Read the table once."""
        table = yaml.safe_load((ROOT / config["table"]).read_text(encoding="utf-8"))
        return cls(QuestionWords(**table["asked"], question_words=table["question_words"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at the findings of each message."""
        for message in messages:
            entities = message.get(ENTITIES) or []
            segments = message.get("segments") or []
            topics = [one for one in entities if one["entity"] == "topic"]
            text = message.get(TEXT) or ""
            leading = (message.get(INTENT) or {}).get("name") or ""
            for one in entities:
                if one["entity"] == "finding" and only_asked_about(
                    one, text, segments, topics, self._words, leading
                ):
                    one["status"] = HYPOTHETICAL
        return messages
