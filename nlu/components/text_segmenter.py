"""Rasa component: reads a message once into words and segments for all that follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.language.interpretation import ranges
from nlu.language.language import Language
from nlu.language.lexicon_files import LEXICON

ANALYSIS, SEGMENTS = "analysis", "segments"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TextSegmenter(GraphComponent):
    """First in the pipeline. Sets `analysis` and, for output, `segments`.

    `folder` in config.yml names another lexicon than the committed one.
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["spacy", "rapidfuzz"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextSegmenter:
        """Load the lexicon once for the life of the graph."""
        return cls(Language(Path(config["folder"]) if config["folder"] else LEXICON))

    def process(self, messages: list[Message]) -> list[Message]:
        """Read messages as they come in."""
        for message in messages:
            self._segment(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples are single segments: nothing to cut."""
        return training_data

    def _segment(self, message: Message) -> None:
        text: str = message.get(TEXT) or ""
        analysis = self._language.read(text)
        segments = ranges(analysis, self._language.clauses.segments(analysis.text))
        message.set(ANALYSIS, analysis)
        cut = [{"start": start, "end": end, "text": text[start:end]} for start, end in segments]
        message.set(SEGMENTS, cut, add_to_output=True)
