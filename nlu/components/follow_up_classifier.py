"""Rasa component: what a message would ask about something that was explained before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.corpus import read_messages
from nlu.classifying.follow_up_model import FollowUpModel
from nlu.classifying.intent_model import TextReader
from nlu.classifying.next_messages import read_next_messages
from nlu.classifying.ngrams import Floats
from nlu.components.intent_classifier import READ_WORDS
from nlu.components.trained_component import Arrays, TrainedComponent
from nlu.encoder.model import Encoder
from nlu.language.follow_up_labels import CONTEXTS, FOLLOW_UP, OWN
from nlu.language.follow_up_rows import FollowUpRows
from nlu.language.intent_table import IntentTable
from nlu.language.topics import Topics, load_topics

ROOT = Path(__file__).resolve().parents[2]
_LEAST = 0.02
# So many examples of every intent that asks nothing of ours, and every so many-th statement of
# nlu/messages, show what is no follow-up: without them, one in six facts told right after an
# explanation was taken for a question about it.
_OF_EACH_INTENT, _EVERY_STATEMENT = 300, 8


class _Case(NamedTuple):
    text: str
    vector: Floats
    context: str
    label: str


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FollowUpClassifier(TrainedComponent):
    """Sets `follow_up`: for each context (a kind of item, or a list) the shares of what is asked.

    The context is known only in the talk, so all of them are kept for `nlu.language.follow_ups`.
    Needs `encodings` and the words that the IntentClassifier read. Learns from nlu/next_messages.
    """

    FILE = "follow_ups.npz"

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._model: FollowUpModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings; paths are relative to the folder of the project."""
        return {
            "table": "nlu/handling.yml",
            "follow_ups": "nlu/follow_ups.yml",
            "names": "nlu/topics.yml",
            "groups": "nlu/complaints.yml",
            "common_words": "nlu/lexicon/common_words.txt",
            "rare_words": "nlu/lexicon/rare_words.txt",
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["scipy", "onnxruntime"]

    def _take_up(self, arrays: Arrays) -> None:
        self._model = FollowUpModel.from_arrays(arrays)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the next messages, and of what else people say that it is none."""
        topics = self._topics()
        encoder = Encoder()
        cases = [
            *_next_messages(topics, encoder),
            *self._others(training_data),
            *_statements(encoder),
        ]
        lists = ROOT / self._config["common_words"], ROOT / self._config["rare_words"]
        reader = TextReader.from_files(topics, *lists)
        self._model = FollowUpModel.train(
            [_words(case.text, reader.read(case.text).words) for case in cases],
            np.stack([case.vector for case in cases]),
            [case.context for case in cases],
            [case.label for case in cases],
        )
        return self._kept(self._model.to_arrays())

    def _topics(self) -> Topics:
        return load_topics(ROOT / self._config["names"], ROOT / self._config["groups"])

    def _others(self, training_data: TrainingData) -> Iterator[_Case]:
        """Facts, answers, talk and other matters, after every kind of thing in turn."""
        table = IntentTable.from_file(ROOT / self._config["table"])
        rows = FollowUpRows.from_file(ROOT / self._config["follow_ups"])
        asking = {*table.about, *rows["like_a_follow_up"]}
        by_intent: dict[str, list[Message]] = {}
        for example in training_data.intent_examples:
            if example.get(TEXT) and example.get(INTENT) not in asking:
                by_intent.setdefault(example.get(INTENT), []).append(example)
        for examples in by_intent.values():
            step = max(1, len(examples) // _OF_EACH_INTENT)
            for number, one in enumerate(examples[::step]):
                context = CONTEXTS[number % len(CONTEXTS)]
                yield _Case(one.get(TEXT), one.get("encodings")[0], context, OWN)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the shares of messages as they come in."""
        for message in messages:
            words = message.get(READ_WORDS)
            if words is not None and self._model is not None:
                read = _words(message.get(TEXT), words)
                shares = self._model.shares(read, message.get("encodings")[0])
                message.set(FOLLOW_UP, _likely(shares), add_to_output=True)
        return messages


def _next_messages(topics: Topics, encoder: Encoder) -> Iterator[_Case]:
    for one in read_next_messages():
        vector = encoder.read(one.text).vectors[0]
        yield _Case(one.text, vector, one.context(topics), one.asks)


def _statements(encoder: Encoder) -> Iterator[_Case]:
    """What people tell about themselves asks nothing of what was explained."""
    told = [one.text for one in read_messages() if "?" not in one.text]
    for number, text in enumerate(told[::_EVERY_STATEMENT]):
        context = CONTEXTS[number % len(CONTEXTS)]
        yield _Case(text, encoder.read(text).vectors[0], context, OWN)


def _words(text: str, words: Sequence[str]) -> list[str]:
    """A question mark is a word, too: people who ask after something use few others."""
    return [*words, "?"] if "?" in text else list(words)


def _likely(shares: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        context: {label: round(share, 3) for label, share in row.items() if share >= _LEAST}
        for context, row in shares.items()
    }
