"""Rasa component: a finding that a question is only about is no fact of the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.table_component import TableComponent
from nlu.language.asked import HYPOTHETICAL, QuestionWords, only_asked_about, only_asked_when


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AskedFindings(TableComponent):
    """Runs after intents and topics are known; sets the status of such findings to hypothetical."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._words = QuestionWords(rows["asked"], rows["question_words"])

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
                if one["entity"] == "activation" and only_asked_when(one, segments, self._words):
                    one["status"] = HYPOTHETICAL
        return messages
