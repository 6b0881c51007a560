"""Rasa component: adds red flags that no rule knows the words of, from the sentence vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.red_flag_detector import FOLDER, as_entity
from nlu.encoder.model import Encoder
from nlu.language.red_flag_opinion import NONE, Limits, Proposal, SecondOpinion, train
from nlu.language.red_flags import RANK, Reading, RedFlag, RedFlagFinder, Status

EXAMPLES = Path(__file__).parents[1] / "data" / "red_flags_examples.yml"
ENCODINGS, SEGMENTS = "encodings", "segments"
_FILE = "second_opinion.npz"
_LOOK_ALIKE = 2.0  # a look-alike teaches more than a sentence about something else


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RedFlagClassifier(GraphComponent):
    """Runs after the RedFlagDetector; what the rules have read, it leaves alone.

    `folder` names another lexicon, `examples` another file of examples than the committed ones.
    """

    def __init__(
        self,
        finder: RedFlagFinder,
        examples: Path,
        storage: ModelStorage,
        resource: Resource,
        opinion: SecondOpinion | None = None,
    ) -> None:
        self._finder = finder
        self._examples = examples
        self._storage = storage
        self._resource = resource
        self._opinion = opinion

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None, "examples": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagClassifier:
        """A classifier that is yet to be trained."""
        finder = RedFlagFinder.from_folder(Path(config["folder"] or FOLDER))
        return cls(finder, Path(config["examples"] or EXAMPLES), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RedFlagClassifier:
        """The classifier of a trained model."""
        made = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            made._opinion = SecondOpinion.load(folder / _FILE)
        return made

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the file of examples; what people ask and tell otherwise holds no flag."""
        self._opinion = fit(self._finder, self._examples, Encoder(), training_data)
        with self._storage.write_to(self._resource) as folder:
            self._opinion.save(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the flags that the vectors of a message speak for."""
        for message in messages:
            if self._opinion is not None and message.get(ENCODINGS) is not None:
                known = message.get(ENTITIES) or []
                added = self._added(message, self._opinion)
                message.set(ENTITIES, merged(known, added), add_to_output=True)
        return messages

    def _added(self, message: Message, opinion: SecondOpinion) -> list[RedFlag]:
        """New flags: each text of the message is read again by the rules before it counts."""
        texts = list(_texts(message))
        readings = [self._finder.read(text) for text, _ in texts]
        proposals = opinion.propose(message.get(ENCODINGS)[: len(texts)])
        added: dict[str, RedFlag] = {}
        for (text, start), reading, proposal in zip(texts, readings, proposals, strict=True):
            flag = proposal.flag
            status = judged(proposal, reading, opinion.limits)
            if status is None or flag in readings[0].touched:  # the rules have read it
                continue
            if added.get(flag, _NOTHING).status != "present":
                level = self._finder.level(flag)
                added[flag] = RedFlag(flag, status, start, start + len(text), text, level)
        return list(added.values())


def judged(proposal: Proposal, reading: Reading, limits: Limits) -> Status | None:
    """How the proposed flag is meant; None where the words of the text do not speak for it.

    A flag is present only where a word of its own field occurs; where the words are of another
    flag's field it is asked about; a text without any such word is no more than a complaint.
    """
    own = proposal.flag in reading.fields
    if proposal.certainty < limits.likely or not reading.fields or proposal.flag in reading.touched:
        return None
    sure = proposal.certainty >= limits.sure
    if reading.manner == "negative":  # "my bladder does not warn me" denies nothing
        return "unclear" if sure and own else None
    if reading.manner not in ("present", "unclear") or not (sure or own):
        return None
    return "present" if reading.manner == "present" and sure and own else "unclear"


_NOTHING = RedFlag("", "absent", 0, 0, "", "")


def merged(known: list[dict[str, Any]], added: list[RedFlag]) -> list[dict[str, Any]]:
    """The entities with the added flags; of one flag only the more serious reading stays."""
    ranks = {one["value"]: RANK[one["status"]] for one in known if one["entity"] == "red_flag"}
    new = {flag.flag: flag for flag in added if RANK[flag.status] > ranks.get(flag.flag, -1)}
    kept = [one for one in known if one["entity"] != "red_flag" or one["value"] not in new]
    return [*kept, *(as_entity(flag, RedFlagClassifier.__name__) for flag in new.values())]


def _texts(message: Message) -> Iterator[tuple[str, int]]:
    """The whole text and its segments with where they begin, as the encoder has read them."""
    yield message.get(TEXT) or "", 0
    for segment in message.get(SEGMENTS) or ():
        yield segment["text"], segment["start"]


def fit(
    finder: RedFlagFinder, path: Path, encoder: Encoder, training_data: TrainingData | None = None
) -> SecondOpinion:
    """Train on the examples and, as further negatives, on the other training texts."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    flagged = [
        (text, flag) for flag, texts in content["red_flag_examples"].items() for text in texts
    ]
    look_alikes: list[str] = content["look_alikes"]
    harmless = [] if training_data is None else list(_harmless(finder, training_data))
    vectors = [encoder.encode([text for text, _ in flagged]), encoder.encode(look_alikes)]
    vectors += [vector for _, vector in harmless]
    labels = [flag for _, flag in flagged] + [NONE] * (len(look_alikes) + len(harmless))
    weights = [1.0] * len(flagged) + [_LOOK_ALIKE] * len(look_alikes) + [1.0] * len(harmless)
    plain = [
        len(flagged) + place
        for place, text in enumerate([*look_alikes, *(text for text, _ in harmless)])
        if finder.read(text).manner == "present"
    ]
    return train(np.vstack(vectors), labels, weights, plain)


def _harmless(finder: RedFlagFinder, training_data: TrainingData) -> Iterator[tuple[str, Any]]:
    """The training texts in which the rules see no flag, with their vectors."""
    for example in training_data.training_examples:
        text, vectors = example.get(TEXT) or "", example.get(ENCODINGS)
        if vectors is not None and not finder.find(text):
            yield text, vectors[:1]
