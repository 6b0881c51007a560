"""Rasa component: findings in wordings that no phrase knows, from sentence vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.finding_model import NONE, Examples, FindingModel
from nlu.components.entities import add_facts
from nlu.encoder.model import Encoder
from nlu.language.facts import Fact
from nlu.language.language import Analysis
from nlu.language.lexicon_files import LEXICON, read_yaml
from nlu.language.phrase_examples import finding_phrases

_FILE = "findings.npz"
_SENTENCES = "finding_sentences.yml"
_TELLING = ("inform", "correct")
_OTHER_TALK = 900


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FindingClassifier(GraphComponent):
    """Adds findings to segments in which no phrase found any; needs `encodings` and `analysis`.

    Only for plain statements: a segment with a denial, a doubt, a fear, a question, the past or
    another person in it is left to the phrases, which know what each of those words is about.
    """

    def __init__(self, folder: Path, storage: ModelStorage, resource: Resource) -> None:
        self._folder = folder
        self._storage = storage
        self._resource = resource
        self._model: FindingModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn", "onnxruntime"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FindingClassifier:
        """A component that is still to be trained."""
        folder = Path(config["folder"]) if config["folder"] else LEXICON
        return cls(folder, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FindingClassifier:
        """The trained component."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE) as arrays:
            component._model = FindingModel.from_arrays(arrays)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the lexicon and from Rasa's examples of other talk."""
        model = FindingModel.train(self._basis(training_data), self._free())
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, **model.to_arrays())
        self._model = model
        return self._resource

    def _basis(self, training_data: TrainingData) -> Examples:
        """Phrases of the lexicon, and what people say that states no finding."""
        pairs = finding_phrases(self._folder)
        vectors = Encoder().encode([phrase for _, phrase in pairs])
        other = [
            example.get("encodings")[0]
            for example in training_data.intent_examples
            if example.get(INTENT) not in _TELLING and example.get("encodings") is not None
        ]
        other = other[:: max(len(other) // _OTHER_TALK, 1)]
        labels = [finding for finding, _ in pairs] + [NONE] * len(other)
        return Examples(labels, np.vstack([vectors, *other]))

    def _free(self) -> Examples:
        """The free sentences of the lexicon."""
        rows = read_yaml(self._folder / _SENTENCES)["sentences"]
        pairs = [(finding, text) for finding, texts in rows.items() for text in texts]
        return Examples(
            [finding for finding, _ in pairs], Encoder().encode([text for _, text in pairs])
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what the model is sure of."""
        for message in messages:
            if self._model is not None and message.get("analysis"):
                add_facts(message, list(self._facts(message, self._model)), "FindingClassifier")
        return messages

    def _facts(self, message: Message, model: FindingModel) -> Iterator[Fact]:
        analysis: Analysis = message.get("analysis")
        entities = [one for one in message.get(ENTITIES) or () if one["entity"] == "finding"]
        known = {one["value"] for one in entities}
        vectors = message.get("encodings")[1:]
        for segment, vector in zip(message.get("segments") or (), vectors, strict=True):
            start, end = segment["start"], segment["end"]
            if any(start <= one["start"] < end for one in entities):
                continue
            if not analysis.plain(start, end):
                continue
            finding = model.finding(vector)
            if finding and finding not in known:
                known.add(finding)
                yield Fact("finding", finding, start, end)
