"""Rasa component: puts what a message says about the complaint on its entities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from nlu.components.entities import add_facts
from nlu.language.interpretation import FactReader
from nlu.language.lexicon_files import LEXICON


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FindingExtractor(GraphComponent):
    """Findings, activation, onset, age, person and unmatched words; needs `analysis`.

    `folder` in config.yml names another lexicon than the committed one.
    """

    def __init__(self, facts: FactReader) -> None:
        self._facts = facts

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FindingExtractor:
        """Load the word lists once for the life of the graph."""
        return cls(FactReader(Path(config["folder"]) if config["folder"] else LEXICON))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message."""
        for message in messages:
            analysis = message.get("analysis")
            facts = self._facts.finding_facts(analysis) if analysis else []
            add_facts(message, facts, "FindingExtractor")
        return messages
