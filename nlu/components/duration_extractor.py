"""Rasa component: puts how long the tremor has lasted on the entities of a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from nlu.components.entities import add_facts
from nlu.language import dates
from nlu.language.interpretation import FactReader
from nlu.language.lexicon_files import LEXICON


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DurationExtractor(GraphComponent):
    """`duration` in days, or a `course_hint` where no number was said; needs `analysis`.

    `folder` in config.yml names another lexicon than the committed one.
    """

    def __init__(self, facts: FactReader, today: Callable[[], date] = dates.today) -> None:
        self._facts = facts
        self._today = today

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
    ) -> DurationExtractor:
        """Load the word lists once for the life of the graph."""
        return cls(FactReader(Path(config["folder"]) if config["folder"] else LEXICON))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message."""
        for message in messages:
            analysis = message.get("analysis")
            facts = self._facts.time_facts(analysis, self._today()) if analysis else []
            add_facts(message, facts, "DurationExtractor")
        return messages
