"""The segmenter, the extractors and the finding classifier as Rasa components."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.duration_extractor import DurationExtractor
from nlu.components.finding_classifier import FindingClassifier
from nlu.components.finding_extractor import FindingExtractor
from nlu.components.text_segmenter import TextSegmenter
from nlu.encoder.model import Encoder

NOWHERE = cast("ExecutionContext", None)
RESOURCE = Resource("findings")


class FolderStorage:
    """Keeps one resource in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def write_to(self, _resource: Resource) -> Iterator[Path]:
        """Where to write."""
        yield self._folder

    read_from = write_to


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> ModelStorage:
    return cast("ModelStorage", FolderStorage(tmp_path_factory.mktemp("findings")))


@pytest.fixture(scope="module")
def readers(storage: ModelStorage) -> list[Any]:
    components = (TextSegmenter, FindingExtractor, DurationExtractor)
    return [
        component.create(component.get_default_config(), storage, RESOURCE, NOWHERE)
        for component in components
    ]


def _read(readers: list[Any], text: str) -> Message:
    [message] = [Message({"text": text})]
    for reader in readers:
        [message] = reader.process([message])
    return message


def test_entities_have_the_form_that_the_dialogue_reads(readers: list[Any]) -> None:
    message = _read(readers, "Three weeks of trembling when I bend, no numbness, I'm 54")
    found = {entity["entity"]: entity for entity in message.get("entities")}
    assert found["finding"] == {
        "entity": "finding",
        "value": "numbness",
        "status": "absent",
        "subject": "self",
        "time": "current",
        "start": 41,
        "end": 49,
        "quote": "numbness",
        "extractor": "FindingExtractor",
    }
    assert (found["duration"]["value"], found["duration"]["quote"]) == (21.0, "Three weeks")
    assert (found["activation"]["value"], found["activation"]["status"]) == ("kinetic", "present")
    assert found["age"]["value"] == 54


def test_segments_go_out_and_the_analysis_stays_in(readers: list[Any]) -> None:
    message = _read(readers, "My back shakes. What is an EMG?")
    output = message.as_dict(only_output_properties=True)
    assert [one["text"] for one in output["segments"]] == ["My back shakes.", "What is an EMG?"]
    assert "analysis" not in output
    assert message.get("spacy_doc").text == "My back shakes. What is an EMG?"


def test_an_empty_message_is_read(readers: list[Any]) -> None:
    assert _read(readers, "").get("entities") == []


def test_the_classifier_adds_what_no_phrase_knows_and_only_that(
    readers: list[Any], storage: ModelStorage
) -> None:
    encoder = Encoder()
    talk = ["thank you", "what is an EMG?", "my back shakes", "it started on Monday", "hello"]
    examples = [
        Message({"text": text, "intent": "other", "encodings": encoder.encode([text])})
        for text in talk
    ]
    config = FindingClassifier.get_default_config()
    trained = FindingClassifier.create(config, storage, RESOURCE, NOWHERE)
    trained.train(TrainingData(examples))
    classifier = FindingClassifier.load(config, storage, RESOURCE, NOWHERE)

    def added(text: str) -> list[str]:
        message = _read(readers, text)
        parts = [segment["text"] for segment in message.get("segments")]
        message.set("encodings", np.asarray(encoder.encode([text, *parts])))
        [message] = classifier.process([message])
        return [
            entity["value"]
            for entity in message.get("entities")
            if entity["extractor"] == "FindingClassifier"
        ]

    assert added("My heart goes like a hammer for no reason.") in ([], ["palpitations"])
    assert added("My father's heart goes like a hammer.") == []
    assert added("I have numbness in my foot.") == []
    assert added("My back shakes.") == []
