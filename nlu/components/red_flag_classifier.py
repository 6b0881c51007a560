"""Rasa component: red flags that no rule knows the words of, from what the network reads."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.alarms import Alarms, Heard, Raised
from nlu.classifying.corpus import (
    MESSAGES,
    RED_FLAGS,
    Status,
    held_back,
    is_new_to,
    read_messages,
)
from nlu.classifying.examples import holds_no_flag, undecided_texts
from nlu.components.red_flag_detector import FOLDER, TOUCHED, as_entity
from nlu.components.sentence_encoder import UNMENDED
from nlu.components.spelling_mender import UNREADABLE
from nlu.components.text_segmenter import ANALYSIS
from nlu.components.trained_component import Arrays, TrainedComponent
from nlu.encoder.model import Encoder, Reading, Vectors
from nlu.language.manner import SignMannerReader
from nlu.language.plain_telling import PlainTelling
from nlu.language.red_flags import RANK, RedFlag, RedFlagFinder
from nlu.language.steady import is_steady, steady_signs

EMERGENCY = "emergency"
Case = tuple[Heard, Mapping[str, Status]]
_OWN_NOW = {"status": "present", "time": "current", "subject": "self"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RedFlagClassifier(TrainedComponent):
    """Runs after the RedFlagDetector: adds flags, makes unclear ones plain, doubts unlikely ones.

    A doubted flag is asked about, and so is a sign that is known for long; none vanishes. `folder`
    names another lexicon than the committed one.
    """

    FILE = "alarms.npz"

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._finder = RedFlagFinder.from_folder(Path(config["folder"] or FOLDER))
        self._signs = steady_signs()
        self._manners = SignMannerReader()
        self._telling = PlainTelling.from_file()
        self._alarms: Alarms | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["scipy", "onnxruntime"]

    def _take_up(self, arrays: Arrays) -> None:
        self._alarms = Alarms.from_arrays(arrays)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from messages new to the network how far it and the rules are to be believed."""
        encoder = Encoder()
        cases = [*self._messages(encoder), *self._examples(training_data, encoder)]
        self._alarms = Alarms.learn(encoder.labels, cases, self._waiting())
        return self._kept(self._alarms.to_arrays())

    def _waiting(self) -> frozenset[str]:
        """The flags of which most are for a doctor today, and no ambulance now."""
        return frozenset(one for one in self._finder.flags if self._finder.level(one) != EMERGENCY)

    def _messages(self, encoder: Encoder) -> Iterator[Case]:
        for message in read_messages(MESSAGES):
            if RED_FLAGS in message.complete and is_new_to(encoder.taught_with, message):
                yield self._hear(message.text, encoder), message.labels

    def _examples(self, training_data: TrainingData, encoder: Encoder) -> Iterator[Case]:
        """Talk and other matters, of which people send more than of emergencies."""
        undecided = undecided_texts()
        for example in training_data.intent_examples:
            text, intent = example.get(TEXT), example.get(INTENT)
            if text and held_back(text) and holds_no_flag(text, intent, undecided):
                yield self._hear(text, encoder), {}

    def _hear(self, text: str, encoder: Encoder) -> Heard:
        rules = self._finder.read(text)
        by_rule = {flag.flag: flag.status for flag in rules.flags}
        return Heard(encoder.read(text).shares, by_rule, rules.touched)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the flags that the network speaks for, and doubt those that it speaks against."""
        for message in messages:
            reading: Reading | None = message.get("reading")
            if reading is not None and self._alarms is not None and not message.get(UNREADABLE):
                heard = _heard(message, reading)
                known = message.get(ENTITIES) or []
                known = [self._doubted(entity, heard, self._alarms) for entity in known]
                raised = self._alarms.raised(heard)
                added = list(self._added(message, reading, raised, heard.by_rule))
                known = list(self._steady_ones_asked_about(message, known, heard, self._alarms))
                found = merged(known, added)
                found = [self._asked_if_aside(message, one, heard, self._alarms) for one in found]
                if self._alarms.demands_now(heard):
                    found = [_that_cannot_wait(entity) for entity in found]
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _doubted(self, entity: dict[str, Any], heard: Heard, alarms: Alarms) -> dict[str, Any]:
        """What a rule has found and is unlikely is asked about: it does not vanish."""
        if not _is_raised(entity):
            return entity
        doubted = alarms.doubts_the_rules(heard, entity["value"], entity["level"])
        return entity | {"status": "unclear"} if doubted else entity

    def _asked_if_aside(
        self, message: Message, entity: dict[str, Any], heard: Heard, alarms: Alarms
    ) -> dict[str, Any]:
        """What words and network both put aside (over, another's, asked) is asked about."""
        if not _is_raised(entity) or self._finder.past_counts(entity["value"]):
            return entity
        analysis = message.get(ANALYSIS)
        if analysis is None or not alarms.reads_aside(heard, entity["value"]):
            return entity
        told = self._manners.read(analysis, entity["start"], entity["end"])
        return entity if told == "plain" else entity | {"status": "unclear"}

    def _steady_ones_asked_about(
        self, message: Message, known: list[dict[str, Any]], heard: Heard, alarms: Alarms
    ) -> Iterator[dict[str, Any]]:
        """A sign that is known for long, as of the past; with its flag, as to be asked about."""
        analysis = message.get(ANALYSIS)
        for entity in known:
            flag = self._signs.get(str(entity["value"])) if _is_now(entity) else None
            place = entity["start"], entity["end"]
            steady = flag is not None and analysis is not None and is_steady(analysis, *place)
            if flag is None or not steady or not alarms.sees_none(heard, flag):
                yield entity
                continue
            yield entity | {"time": "past"}
            level = self._finder.level(flag)
            yield as_entity(RedFlag(flag, "unclear", *place, entity["quote"], level))

    def _added(
        self,
        message: Message,
        reading: Reading,
        raised: Iterable[tuple[str, Raised, int, float]],
        by_rule: Container[str],
    ) -> Iterator[RedFlag]:
        text: str = message.get("text") or ""
        for flag, seen, place, chance in raised:
            if flag not in by_rule and self._telling.is_plain(text):
                continue
            start, end = self._source(message, int(reading.sources[place]))
            mere = flag not in by_rule and self._finder.is_harmless(flag, text)
            status, level = "unclear" if mere else seen, self._finder.level(flag)
            alone = 1.0 if flag in by_rule else chance
            yield RedFlag(flag, status, start, end, text[start:end], level, alone)

    def _source(self, message: Message, source: int) -> tuple[int, int]:
        segments = message.get("segments") or []
        if source < len(segments):
            return segments[source]["start"], segments[source]["end"]
        return 0, len(message.get("text") or "")


def _heard(message: Message, reading: Reading) -> Heard:
    flags = [one for one in message.get(ENTITIES) or [] if one["entity"] == "red_flag"]
    by_rule = {one["value"]: one["status"] for one in flags}
    return Heard(_shares(message, reading), by_rule, message.get(TOUCHED) or frozenset())


def _shares(message: Message, reading: Reading) -> Vectors:
    """Of each label the graver reading: a word that was mended wrongly must hide no red flag."""
    unmended: Vectors | None = message.get(UNMENDED)
    if unmended is None:
        return reading.shares
    graver = unmended[:, Status.PRESENT] > reading.shares[:, Status.PRESENT]
    return np.where(graver[:, np.newaxis], unmended, reading.shares)


def _that_cannot_wait(entity: dict[str, Any]) -> dict[str, Any]:
    """A flag as grave as can be; whether it can be that grave at all, the clinical rules say."""
    return entity | {"level": EMERGENCY} if entity["entity"] == "red_flag" else entity


def _is_raised(entity: Mapping[str, Any]) -> bool:
    return entity["entity"] == "red_flag" and bool(entity["status"] == "present")


def _is_now(entity: Mapping[str, Any]) -> bool:
    own = (entity.get(name, usual) == usual for name, usual in _OWN_NOW.items())
    return entity["entity"] == "finding" and all(own)


def merged(known: list[dict[str, Any]], added: list[RedFlag]) -> list[dict[str, Any]]:
    """The entities with the added flags; of one flag only the more serious reading stays."""
    ranks = {one["value"]: RANK[one["status"]] for one in known if one["entity"] == "red_flag"}
    new = {flag.flag: flag for flag in added if RANK[flag.status] > ranks.get(flag.flag, -1)}
    kept = [one for one in known if one["entity"] != "red_flag" or one["value"] not in new]
    return [*kept, *(as_entity(flag, RedFlagClassifier.__name__) for flag in new.values())]
