"""Rasa component: puts the red flags that a message states, denies or hints at on its entities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.language.red_flags import RedFlag, RedFlagFinder

TOUCHED = "touched_flags"  # whose words occur, whatever they mean
FOLDER = Path(__file__).parents[1] / "lexicon" / "red_flags"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RedFlagDetector(GraphComponent):
    """Reads every message by the rules of the red-flag lexicon.

    `folder` in config.yml names another lexicon than the committed one.
    """

    def __init__(self, finder: RedFlagFinder) -> None:
        self._finder = finder

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
    ) -> RedFlagDetector:
        """Load the lexicon once for the life of the graph."""
        return cls(RedFlagFinder.from_folder(Path(config["folder"] or FOLDER)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add a `red_flag` entity for each flag of each message."""
        for message in messages:
            reading = self._finder.read(message.get(TEXT) or "")
            entities = [*(message.get(ENTITIES) or []), *map(as_entity, reading.flags)]
            message.set(TOUCHED, reading.touched)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def as_entity(flag: RedFlag, extractor: str = "RedFlagDetector") -> dict[str, Any]:
    """The flag in the form that the dialogue reads."""
    return {
        "entity": "red_flag",
        "value": flag.flag,
        "status": flag.status,
        "start": flag.start,
        "end": flag.end,
        "quote": flag.quote,
        "level": flag.level,
        "chance": flag.chance,
        "extractor": extractor,
    }
