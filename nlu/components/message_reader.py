"""Rasa component: settles what a message says where the phrases and the network disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying.corpus import AXES, FACTS, MESSAGES, Status, is_new_to, read_messages
from nlu.classifying.statements import IN_DOUBT, Saying, kind_of, ruled_out, said, settled
from nlu.classifying.witnesses import Belief
from nlu.components.entities import as_entity
from nlu.components.spelling_mender import UNREADABLE
from nlu.components.trained_component import Arrays, TrainedComponent
from nlu.encoder.model import Encoder, Reading
from nlu.language.facts import Fact
from nlu.language.interpretation import FactReader, ranges
from nlu.language.language import Language
from nlu.language.lexicon_files import LEXICON
from nlu.language.plain_telling import PlainTelling

_GROUPS = ("findings", "tremor")
_STATED = (Status.PRESENT, Status.ABSENT)
_COMES_TO = np.array([saying.status for saying in Saying])
# What the phrases state stays until it is this unlikely: that it is meant so, and that it is there
# at all. The messages that teach the belief are harder than what people send, so it thinks too
# little of the phrases (development half).
_KEPT = {"findings": 0.25, "tremor": 0.05}
_KEPT_AT_ALL = {"findings": 0.15, "tremor": 0.05}
# What they state of a time that is over, beside somebody else or in a question is less sure.
_KEPT_IN_DOUBT = 0.5
# What they put aside in so many words (another's, over, doubted) is there only if that is sure.
_RAISED_FROM_ASIDE = 0.8
# What no phrase states is added from this chance on: "it does it at night" is no rest yet.
_ADDED = {"findings": 0.5, "tremor": 0.6}
_OF_ANY_PLACE = ("pain", "stiffness")  # the back's, where nothing says whose
# What they state outright in so few words without a question mark ("I have a fever") is not
# doubted: there is nothing around it that could mean something else.
_FEW_WORDS, _OUTRIGHT = 4, (Saying.PRESENT, Saying.ABSENT)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class MessageReader(TrainedComponent):
    """Corrects and completes the findings, the activation and the onset among the entities.

    Needs `reading`, `segments` and the entities of the phrases. Trained on the messages that the
    network was not taught with: they show which of the two is right when they differ.
    """

    FILE = "beliefs.npz"

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._folder = Path(config["folder"] or LEXICON)
        self._nods = PlainTelling.from_file(LEXICON / "nods.yml")
        self._labels: list[tuple[int, str, str]] = []
        self._beliefs: dict[str, Belief] = {}
        self._places = np.array([], dtype=np.int64)
        self._rows: dict[str, npt.NDArray[np.int64]] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["scipy", "onnxruntime"]

    def _take_up(self, arrays: Arrays) -> None:
        self._use([str(label) for label in arrays["labels"]])
        self._beliefs = {name: Belief.from_array(arrays[name]) for name in _GROUPS}

    def _use(self, labels: Iterable[str]) -> None:
        """The labels that this component settles, with their places and their groups."""
        self._labels = [
            (place, label, _GROUPS[label in AXES])
            for place, label in enumerate(labels)
            if not label.startswith("!")
        ]
        self._places = np.array([place for place, _, _ in self._labels])
        groups = np.array([group for _, _, group in self._labels])
        self._rows = {name: np.flatnonzero(groups == name) for name in _GROUPS}

    def train(self, training_data: TrainingData) -> Resource:
        """Measure both witnesses on the messages that are new to the network."""
        encoder = Encoder()
        self._use(encoder.labels)
        cases: dict[str, list[tuple[Any, Saying, Status]]] = {name: [] for name in _GROUPS}
        for reading, entities, labels in self._unseen(encoder):
            by_phrases = said(entities)
            for place, label, group in self._labels:
                case = (reading.shares[place], by_phrases.get(label, Saying.NONE))
                cases[group].append((*case, labels.get(label, Status.NONE)))
        for group, rows in cases.items():
            shares, phrases, true_statuses = zip(*rows, strict=True)
            self._beliefs[group] = Belief.learn(
                np.stack(shares), phrases, true_statuses, sayings=len(Saying)
            )
        arrays = {name: belief.to_array() for name, belief in self._beliefs.items()}
        return self._kept({"labels": np.asarray(encoder.labels), **arrays})

    def _unseen(
        self, encoder: Encoder
    ) -> Iterator[tuple[Reading, list[dict[str, Any]], dict[str, Status]]]:
        """Both readings of each message, and its true labels."""
        language, facts = Language(self._folder), FactReader(self._folder)
        for message in read_messages(MESSAGES):
            if FACTS in message.complete and is_new_to(encoder.taught_with, message):
                analysis = language.read(message.text)
                segments = ranges(analysis, language.clauses.segments(analysis.text))
                found = [*facts.finding_facts(analysis), *facts.time_facts(analysis)]
                entities = [as_entity(fact, message.text, "") for fact in found]
                yield encoder.read(message.text, segments), entities, message.labels

    def process(self, messages: list[Message]) -> list[Message]:
        """Settle the entities of each message."""
        for message in messages:
            reading: Reading | None = message.get("reading")
            if reading is not None and self._beliefs and not message.get(UNREADABLE):
                entities = self._settled(message, reading)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _settled(self, message: Message, reading: Reading) -> list[dict[str, Any]]:
        entities: list[dict[str, Any]] = message.get(ENTITIES) or []
        before, never = said(entities), ruled_out(entities)
        plain = _is_plain(str(message.get("text") or ""))
        for place, label, now in self._decided(reading, before):
            if label in never and now == Status.PRESENT:
                continue
            if plain and before.get(label) in _OUTRIGHT:
                continue
            if label in before:
                entities = settled(entities, label, now)
            elif now in _STATED:
                part = _part(message, int(reading.sources[place]))
                if label in _OF_ANY_PLACE and _is_elsewhere(part, entities):
                    continue
                if self._nods.is_plain(str(message.get("text"))[part["start"] : part["end"]]):
                    continue  # "I see." tells of no eyes
                added = _fact(label, now, part)
                entities = [*entities, as_entity(added, message.get("text"), type(self).__name__)]
        return entities

    def _decided(
        self, reading: Reading, before: Mapping[str, Saying]
    ) -> Iterator[tuple[int, str, Status]]:
        """Place and status of the labels that are not as the phrases say.

        What the phrases state stays so if that may be; else the likeliest counts.
        """
        said_so = np.array([before.get(label, Saying.NONE) for _, label, _ in self._labels])
        was = _COMES_TO[said_so]
        now = was.copy()
        for group, rows in self._rows.items():
            shares = reading.shares[self._places[rows]]
            chances = self._beliefs[group].chances(shares, said_so[rows])
            own, likeliest = chances[np.arange(len(rows)), was[rows]], chances.argmax(axis=1)
            least = np.where(likeliest == Status.NONE, _KEPT_AT_ALL[group], _KEPT[group])
            least = np.where(np.isin(said_so[rows], IN_DOUBT), _KEPT_IN_DOUBT, least)
            stated = np.isin(was[rows], _STATED)
            needed = np.where(
                (was[rows] == Status.ASIDE) & (likeliest == Status.PRESENT),
                _RAISED_FROM_ASIDE,
                _ADDED[group],
            )
            doubted = np.where(stated, own < least, chances.max(axis=1) >= needed)
            now[rows[doubted]] = likeliest[doubted]
        for row in np.flatnonzero(now != was):
            place, label, _ = self._labels[row]
            yield place, label, Status(int(now[row]))


def _part(message: Message, source: int) -> Mapping[str, Any]:
    """The segment that the network read a label from, or the whole message."""
    segments = message.get("segments") or []
    whole = {"start": 0, "end": len(message.get("text") or "")}
    return segments[source] if source < len(segments) else whole


def _fact(label: str, status: Status, part: Mapping[str, Any]) -> Fact:
    """A fact whose words are those of a part of the message."""
    means = "present" if status == Status.PRESENT else "absent"
    return Fact(kind_of(label), label, part["start"], part["end"], status=means)


def _is_elsewhere(part: Mapping[str, Any], entities: Iterable[Mapping[str, Any]]) -> bool:
    """ "My shoulder also aches": the phrases know that what hurts is none of ours."""
    return any(
        entity["entity"] == "unmatched" and part["start"] <= entity["start"] < part["end"]
        for entity in entities
    )


def _is_plain(text: str) -> bool:
    return "?" not in text and len(text.split()) <= _FEW_WORDS
