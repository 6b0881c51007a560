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
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.finding_model import FindingModel
from nlu.components.entities import add_facts
from nlu.encoder.model import Encoder
from nlu.language.facts import Fact
from nlu.language.language import Analysis
from nlu.language.lexicon_files import LEXICON, read_yaml

_FILE = "findings.npz"
_SENTENCES = "finding_sentences.yml"


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
        """Learn from the free sentences of the lexicon; Rasa's own examples are not needed."""
        rows = read_yaml(self._folder / _SENTENCES)["sentences"]
        pairs = [(label, text) for label, texts in rows.items() for text in texts]
        vectors = Encoder().encode([text for _, text in pairs])
        self._model = FindingModel.train([label for label, _ in pairs], vectors)
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, **self._model.to_arrays())
        return self._resource

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
            for finding in model.findings(vector):
                if finding not in known:
                    known.add(finding)
                    yield Fact("finding", finding, start, end)
