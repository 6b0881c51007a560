"""Rasa component: the items of the content that the questions in a message are about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.item_model import NONE, ItemModel
from nlu.classifying.ngrams import Floats
from nlu.classifying.topic_choice import Certainty, Topic, TopicChooser
from nlu.language.follow_up_items import LIKENESS, TOPIC
from nlu.language.intent_table import IntentTable
from nlu.language.spelling import word_list
from nlu.language.topic_matcher import TopicMatcher
from nlu.language.topics import Topics, load_topics

ROOT = Path(__file__).resolve().parents[2]
_LEAST_LIKENESS = 0.01
_MODEL_FILE, _NAMES_FILE = "items.npz", "names.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TopicLinker(GraphComponent):
    """Adds a `topic` entity for each item that a question names, or describes in other words.

    Needs `encodings` and the intents. Names and synonyms are read when the model is trained and
    kept with it, so a running model never sees half-changed content.
    """

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, topics: Topics
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._topics = topics
        self._model: ItemModel | None = None
        words = (word_list(ROOT / config[name]) for name in ("common_words", "rare_words"))
        matcher = TopicMatcher(topics, *words)
        table = IntentTable.from_file(ROOT / config["table"])
        certainty = Certainty(float(config["needed"]), float(config["possible"]))
        self._chooser = TopicChooser(topics, matcher, table, certainty)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings; paths are relative to the folder of the project."""
        return {
            "needed": 0.3,
            "possible": 0.7,
            "table": "nlu/handling.yml",
            "names": "nlu/topics.yml",
            "groups": "nlu/complaints.yml",
            "synonyms": "knowledge/content/synonyms.yml",
            "glossary": "knowledge/content/glossary.yml",
            "common_words": "nlu/lexicon/common_words.txt",
            "rare_words": "nlu/lexicon/rare_words.txt",
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn", "spacy", "rapidfuzz"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicLinker:
        """A component that is still to be trained, with the names as the content has them now."""
        paths = (ROOT / config[key] for key in ("names", "groups", "synonyms", "glossary"))
        return cls(config, model_storage, resource, load_topics(*paths))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicLinker:
        """The trained component, with the names as they were then."""
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / _NAMES_FILE).read_text(encoding="utf-8"))
            component = cls(config, model_storage, resource, Topics.from_dict(kept))
            with np.load(folder / _MODEL_FILE) as arrays:
                component._model = ItemModel.from_arrays(arrays)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which questions are about which item."""
        rows = list(self._questions(training_data))
        vectors = np.stack([vector for vector, _ in rows])
        self._model = ItemModel.train(vectors, [item for _, item in rows])
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / _MODEL_FILE, **self._model.to_arrays())
            names = json.dumps(self._topics.to_dict(), ensure_ascii=False)
            (folder / _NAMES_FILE).write_text(names, encoding="utf-8")
        return self._resource

    def _questions(self, training_data: TrainingData) -> Iterator[tuple[Floats, str]]:
        """Examples about one item with it, and questions about none with "none"."""
        for example in training_data.intent_examples:
            intent: str = example.get(INTENT)
            items = {one["value"] for one in example.get(ENTITIES) or () if one["entity"] == TOPIC}
            question = intent.startswith(("explain_", "ask_", "what_means"))
            if question and len(items) < 2:
                yield example.get("encodings")[0], items.pop() if items else NONE

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the topics of messages as they come in."""
        for message in messages:
            if message.get(TEXT):
                topics = self._topics_of(message)
                message.set(ENTITIES, [*(message.get(ENTITIES) or []), *topics], add_to_output=True)
                message.set(LIKENESS, self._likeness_of(message), add_to_output=True)
        return messages

    def _likeness_of(self, message: Message) -> dict[str, float]:
        """The items that the message describes at all, by their share."""
        if self._model is None:
            return {}
        shares = self._model.shares(message.get("encodings")[0])
        return {one: round(share, 4) for one, share in shares.items() if share >= _LEAST_LIKENESS}

    def _topics_of(self, message: Message) -> list[dict[str, Any]]:
        text: str = message.get(TEXT)
        segments = message.get("segments") or []
        whole = [{"start": 0, "end": len(text), "intent": message.get(INTENT)}]
        parts = segments if len(segments) > 1 else whole
        vectors = message.get("encodings")[1 if len(segments) > 1 else 0 :]
        found: dict[str, dict[str, Any]] = {}
        for part, vector in zip(parts, vectors, strict=False):
            piece = text[part["start"] : part["end"]]
            for topic in self._chooser.choose(piece, part["intent"]["name"], vector, self._model):
                known = found.get(topic.item)
                if known is None or known["confidence_entity"] < topic.confidence:
                    found[topic.item] = self._entity(topic, part["start"], text)
        return list(found.values())

    def _entity(self, topic: Topic, offset: int, text: str) -> dict[str, Any]:
        start, end = topic.start + offset, topic.end + offset
        return {
            "entity": TOPIC,
            "value": topic.item,
            "kind": topic.kind,
            "start": start,
            "end": end,
            "quote": text[start:end],
            "confidence_entity": round(topic.confidence, 4),
            "extractor": type(self).__name__,
        }
