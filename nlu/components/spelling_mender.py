"""Rasa component: a second reading of a message with misspelt words mended, for the classifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.corpus import read_messages
from nlu.components.text_segmenter import ANALYSIS
from nlu.components.trained_component import Arrays, TrainedComponent
from nlu.encoder.model import real_words
from nlu.language.foreign import ForeignDetector
from nlu.language.language import Analysis
from nlu.language.mending import Mender, words_used
from nlu.language.spelling import word_list
from nlu.language.text import clean
from nlu.language.topics import load_topics

ROOT = Path(__file__).resolve().parents[2]
MENDED = "mended"
_OURS = ("{tremor}", "{back}")
_MANY, _PROVING, _BY_CHANCE = 4, 3, 0.25
_TELLING = 5  # letters: a shorter word of a name is soon hit by chance
UNREADABLE = "unreadable"  # foreign or without a word: the network, taught in English, is not heard
_WORD = re.compile(r"[a-z']+")
_NO_WORDS = ("gibberish", "non_english")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingMender(TrainedComponent):
    """Sets `mended` on the message and each of its `segments`, and `unreadable`; the text stays.

    Stands between the segmenter and the encoder. Offsets and quotes are never taken from it.
    """

    FILE = "words.npz"

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._common = word_list(ROOT / config["common_words"])
        self._foreign = ForeignDetector.from_file(ROOT / config["languages"], self._common)
        self._real = real_words().union(word_list(ROOT / config["rare_words"]))
        self._words_known: frozenset[str] = frozenset()
        self._mender: Mender | None = None
        named = {word for name in self._names() for word in clean(name).split()}
        self._ours = {word for word in named if len(word) >= _TELLING}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings; paths are relative to the folder of the project."""
        return {
            "names": "nlu/topics.yml",
            "groups": "nlu/complaints.yml",
            "languages": "nlu/languages.yml",
            "common_words": "nlu/lexicon/common_words.txt",
            "rare_words": "nlu/lexicon/rare_words.txt",
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["rapidfuzz"]

    def _take_up(self, arrays: Arrays) -> None:
        self._use(dict(zip(arrays["words"].tolist(), arrays["counts"].tolist(), strict=True)))

    def _use(self, words: Mapping[str, int]) -> None:
        """The words that people use, and how often they do."""
        self._words_known = self._real.union(self._common, words)
        self._mender = Mender(words, self._common, self._foreign, self._real)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words people use, from all examples and messages that have words."""
        examples = training_data.intent_examples
        texts = [one.get(TEXT) for one in examples if one.get(INTENT) not in _NO_WORDS]
        texts += [message.text for message in read_messages()]
        words = words_used(filter(None, texts), self._real.union(self._common), self._names())
        self._use(words)
        return self._kept({"words": np.array(list(words)), "counts": np.array([*words.values()])})

    def _names(self) -> list[str]:
        """All names of the items of the content."""
        topics = load_topics(ROOT / self._config["names"], ROOT / self._config["groups"])
        return [name for names in topics.names.values() for name in names]

    def process(self, messages: list[Message]) -> list[Message]:
        """Mend messages as they come in."""
        for message in messages:
            if self._mender is not None:
                self._mend(message, self._mender)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mend the examples too: they are read as messages are."""
        self.process(training_data.training_examples)
        return training_data

    def _mend(self, message: Message, mender: Mender) -> None:
        text: str | None = message.get(TEXT)
        if text:
            mended = mender.mend(text)
            message.set(UNREADABLE, self._is_unreadable(message, text, mended))
            message.set(MENDED, mended)
        for segment in message.get("segments") or ():
            segment[MENDED] = mender.mend(segment["text"])

    def _is_unreadable(self, message: Message, text: str, mended: str) -> bool:
        """Foreign, or mash as mended; or mash as written, in which no phrase finds anything.

        Nearly every made-up word is a letter or two away from a real one, but not from one of ours:
        "musscle sttain - explan" asks.
        """
        if self._foreign.is_foreign(text) or self._is_mash(mended):
            return True
        analysis: Analysis | None = message.get(ANALYSIS)
        told = analysis is not None and (
            analysis.phrases.get("findings") or any(map(analysis.places_of, _OURS))
        )
        ours = not self._ours.isdisjoint(clean(mended).split())
        return not told and not ours and self._is_mash(text)

    def _is_mash(self, mended: str) -> bool:
        """ "Flurbl gronk": whatever the network reads there, nobody wrote it.

        Among many one may be a word by chance; those of one or two letters prove nothing there.
        """
        words = [word.partition("'")[0] for word in _WORD.findall(clean(mended))]
        proving = [word for word in words if len(word) >= _PROVING]
        if len(proving) < _MANY:
            return bool(words) and self._words_known.isdisjoint(words)
        known = sum(word in self._words_known for word in proving)
        return known <= _BY_CHANCE * len(proving)
