"""The trained intent classifier and topic linker, made once for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.duration_extractor import DurationExtractor
from nlu.components.finding_extractor import FindingExtractor
from nlu.components.handling import MessageHandling
from nlu.components.intent_classifier import IntentClassifier
from nlu.components.sentence_encoder import SentenceEncoder
from nlu.components.spelling_mender import SpellingMender
from nlu.components.text_segmenter import TextSegmenter
from nlu.components.topic_linker import TopicLinker

ROOT = Path(__file__).resolve().parents[4]
Read = Callable[[str], Message]


class FolderStorage:
    """Stands in for Rasa's model storage: one folder for each resource."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def write_to(self, resource: Resource) -> Iterator[Path]:
        path = self._folder / resource.name
        path.mkdir(parents=True, exist_ok=True)
        yield path

    @contextmanager
    def read_from(self, resource: Resource) -> Iterator[Path]:
        yield self._folder / resource.name


def made(kind: Any, storage: Any, call: str = "create") -> Any:
    """A component with its default settings."""
    defaults = kind.get_default_config()
    resource = Resource(kind.__name__)
    return getattr(kind, call)(defaults, storage, resource, cast(ExecutionContext, None))


@pytest.fixture(scope="session")
def storage(tmp_path_factory: pytest.TempPathFactory) -> ModelStorage:
    """Where the trained components lie."""
    return cast(ModelStorage, FolderStorage(tmp_path_factory.mktemp("model")))


@pytest.fixture(scope="session")
def examples(storage: ModelStorage) -> TrainingData:
    """All training examples, mended and with their encodings."""
    files = sorted(get_data_files([str(ROOT / "nlu" / "data")], is_nlu_file))
    data = TrainingData().merge(*[load_data(file) for file in files])
    mender = made(SpellingMender, storage)
    mender.train(data)
    mender.process_training_data(data)
    return cast(TrainingData, made(SentenceEncoder, None).process_training_data(data))


@pytest.fixture(scope="session")
def read(examples: TrainingData, storage: ModelStorage) -> Read:
    """A text in, the message as the dialogue gets it out."""
    for kind in (IntentClassifier, TopicLinker):
        made(kind, storage).train(examples)
    steps = [made(TextSegmenter, storage), made(SpellingMender, storage, "load")]
    before = [SentenceEncoder, FindingExtractor, DurationExtractor]
    steps += [made(kind, storage) for kind in before]
    steps += [made(kind, storage, "load") for kind in (IntentClassifier, TopicLinker)]
    steps.append(made(MessageHandling, storage))

    def run(text: str) -> Message:
        message = Message(data={"text": text})
        for step in steps:
            step.process([message])
        return message

    return run


def topics_of(message: Message) -> list[str]:
    """The items that the questions of a message are about."""
    return [one["value"] for one in message.get("entities") or () if one["entity"] == "topic"]
