"""Rasa component: the intent of a message and of each of its segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.intent_model import IntentModel, TextReader, in_context
from nlu.classifying.signs import SignReader
from nlu.components.spelling_mender import UNREADABLE
from nlu.components.trained_component import Arrays, TrainedComponent
from nlu.language.follow_up_items import MENTIONS
from nlu.language.intent_parts import IntentParts
from nlu.language.intent_rules import IntentRules
from nlu.language.intent_table import Intent, IntentTable, Thresholds
from nlu.language.topics import load_topics

ROOT = Path(__file__).resolve().parents[2]
READ_WORDS = "read_words"  # of the whole text, names as their kinds
_RANKING = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(TrainedComponent):
    """Logistic regression on sentence vectors and n-grams; rules for what no example can settle.

    Sets `intent`, `intent_ranking`, the `intent` of each entry of `segments`, and `mentions`: the
    items of the content that are named, asked about or not. Needs `encodings`; reads the entities
    that stand before it in the pipeline.
    """

    FILE = "intents.npz"

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._strength = float(config["strength"])
        thresholds = Thresholds(float(config["threshold"]), float(config["margin"]))
        table = IntentTable.from_file(ROOT / config["table"])
        self._rules, self._parts = IntentRules(table, thresholds), IntentParts(table)
        topics = load_topics(ROOT / config["names"], ROOT / config["groups"])
        lists = ROOT / config["common_words"], ROOT / config["rare_words"]
        self._reader = TextReader.from_files(topics, *lists)
        self._signs = SignReader.from_files(
            ROOT / config["languages"], ROOT / config["common_words"]
        )
        self._model: IntentModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings; paths are relative to the folder of the project."""
        return {
            "threshold": 0.2,
            "margin": 0.05,
            "strength": 10.0,
            "table": "nlu/handling.yml",
            "names": "nlu/topics.yml",
            "groups": "nlu/complaints.yml",
            "languages": "nlu/languages.yml",
            "common_words": "nlu/lexicon/common_words.txt",
            "rare_words": "nlu/lexicon/rare_words.txt",
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn", "spacy", "rapidfuzz"]

    def _take_up(self, arrays: Arrays) -> None:
        self._model = IntentModel.from_arrays(arrays)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples with an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts = [example.get("mended") or example.get(TEXT) for example in examples]
        words = [self._reader.read(text).words for text in texts]
        vectors = np.stack([example.get("encodings")[0] for example in examples])
        labels = [example.get(INTENT) for example in examples]
        self._model = IntentModel.train(words, vectors, labels, self._strength)
        return self._kept(self._model.to_arrays())

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intents of messages as they come in."""
        for message in messages:
            if message.get(TEXT) and self._model is not None:
                self._classify(message, self._model)
        return messages

    def _classify(self, message: Message, model: IntentModel) -> None:
        text: str = message.get(TEXT)
        segments: list[dict[str, Any]] = message.get("segments") or []
        parts = segments if len(segments) > 1 else []  # a single one is the text
        spans = [(0, len(text)), *((one["start"], one["end"]) for one in parts)]
        pieces = [
            message.get("mended") or text,
            *(one.get("mended") or one["text"] for one in parts),
        ]
        reads = [self._reader.read(piece) for piece in pieces]
        vectors = message.get("encodings")[: len(pieces)]
        shares = model.probabilities([read.words for read in reads], vectors)
        shares[1:] = in_context(shares, [read.words for read in reads])
        entities = message.get("entities") or []
        signs = [
            self._signs.of(piece, read, entities, span, unreadable=bool(message.get(UNREADABLE)))
            for piece, span, read in zip(pieces, spans, reads, strict=True)
        ]
        named = [dict(zip(model.labels, row, strict=True)) for row in shares.tolist()]
        intents = [
            self._rules.decide(by_name, seen) for by_name, seen in zip(named, signs, strict=True)
        ]
        outside = self._rules.outside(named[0])
        intents = self._parts.settled(intents[0], outside, intents[1:], signs, named[0])
        message.set(MENTIONS, reads[0].items, add_to_output=True)
        message.set(READ_WORDS, reads[0].words)
        for part, read in zip(parts, reads[1:], strict=True):
            part[MENTIONS] = read.items
        self._write(message, segments, intents, named[0])

    def _write(
        self,
        message: Message,
        segments: list[dict[str, Any]],
        intents: Sequence[Intent],
        shares: Mapping[str, float],
    ) -> None:
        whole, parts = intents[0], intents[1:] or intents[: len(segments)]
        parts = self._parts.joined(whole, parts, [segment["text"] for segment in segments])
        for segment, intent in zip(segments, parts, strict=True):
            segment["intent"] = {"name": intent.name, "confidence": round(intent.confidence, 4)}
        leading = self._rules.leading(parts) if len(parts) > 1 else whole
        top = nlargest(_RANKING, shares.items(), key=itemgetter(1))
        ranking = [{"name": label, "confidence": round(share, 4)} for label, share in top]
        chosen = {"name": leading.name, "confidence": round(leading.confidence, 4)}
        others = [entry for entry in ranking if entry["name"] != leading.name]
        message.set(INTENT, chosen, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [chosen, *others], add_to_output=True)
        if segments:
            message.set("segments", segments, add_to_output=True)
