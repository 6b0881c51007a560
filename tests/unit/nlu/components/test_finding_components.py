"""The segmenter, the extractors and the message reader as Rasa components."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.duration_extractor import DurationExtractor
from nlu.components.finding_extractor import FindingExtractor
from nlu.components.message_reader import MessageReader
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


def test_an_empty_message_is_read(readers: list[Any]) -> None:
    assert _read(readers, "").get("entities") == []


@pytest.fixture(scope="module")
def reader(storage: ModelStorage) -> MessageReader:
    """Trained, stored and loaded again."""
    config = MessageReader.get_default_config()
    MessageReader.create(config, storage, RESOURCE, NOWHERE).train(TrainingData())
    return MessageReader.load(config, storage, RESOURCE, NOWHERE)


@pytest.mark.parametrize(
    ("text", "kind", "value", "status"),
    [
        ("My heart goes like a hammer for no reason.", "finding", "palpitations", "present"),
        ("There is not a scrap of ache anywhere.", "finding", "pain", "absent"),
        ("Only ever when I am sprawled on the settee.", "activation", "static", "present"),
        (
            "It shows itself when I wrestle the hoover up the stairs.",
            "activation",
            "kinetic",
            "present",
        ),
    ],
)
def test_the_reader_adds_what_no_phrase_knows(
    readers: list[Any], reader: MessageReader, text: str, kind: str, value: str, status: str
) -> None:
    message = _settled(readers, reader, text)
    found = [one for one in message.get("entities") if one["entity"] == kind]
    assert (value, status) in [(one["value"], one["status"]) for one in found]


@pytest.mark.parametrize(
    "text", ["My father's heart goes like a hammer.", "My back shakes.", "What is an EMG?", ""]
)
def test_the_reader_adds_nothing_where_nothing_is_told(
    readers: list[Any], reader: MessageReader, text: str
) -> None:
    message = _settled(readers, reader, text)
    told = [one for one in message.get("entities") if one.get("status") in ("present", "absent")]
    assert [one for one in told if one.get("subject", "self") == "self"] == []


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [("I have a fever", "fever", "present"), ("I lost weight", "weight_loss", "present")],
)
def test_what_few_words_state_outright_is_not_doubted(
    readers: list[Any], reader: MessageReader, text: str, value: str, status: str
) -> None:
    found = _settled(readers, reader, text).get("entities")
    assert (value, status) in [(one["value"], one.get("status")) for one in found]


def test_what_few_words_tell_as_over_is_over(readers: list[Any], reader: MessageReader) -> None:
    found = _settled(readers, reader, "gave up coffee").get("entities")
    assert ("caffeine", "present") not in [(one["value"], one.get("status")) for one in found]


def _settled(readers: list[Any], reader: MessageReader, text: str) -> Message:
    message = _read(readers, text)
    spans = [(one["start"], one["end"]) for one in message.get("segments")]
    message.set("reading", Encoder().read(text, spans))
    [message] = reader.process([message])
    return message


@pytest.fixture(scope="module")
def times(storage: ModelStorage) -> DurationExtractor:
    """Trained, stored and loaded again."""
    config = DurationExtractor.get_default_config()
    DurationExtractor.create(config, storage, RESOURCE, NOWHERE).train(TrainingData())
    return DurationExtractor.load(config, storage, RESOURCE, NOWHERE)


def _duration(readers: list[Any], times: DurationExtractor, text: str) -> float | None:
    [message] = times.process([_read(readers[:-1], text)])
    return next((e["value"] for e in message.get("entities") if e["entity"] == "duration"), None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I keep bees. Nine weeks old by now, this shiver in my lower back.", 63),
        ("Ten years I have lived with a trembling back.", 3650),
        ("My ex and I split two years ago; the tremor in my back is six days old.", 6),
        ("a month", 30),
        ("20 years", 7300),
        ("It's been like that for two years. I take no medicines.", 730),
    ],
)
def test_the_tremblings_own_time_is_learned(
    readers: list[Any], times: DurationExtractor, text: str, days: float
) -> None:
    assert _duration(readers, times, text) == days


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Back from ten days in Malta and my lower back shakes on the stairs.",
            marks=pytest.mark.xfail(strict=True, reason="the journey's days are taken for its own"),
        ),
        "My physio, whom I have known for six years, has never felt a back quiver so.",
        "I have sold carpets for nineteen years and my back trembles when I lift a roll.",
        "My husband of thirty years says my back quivers while I sleep.",
        "They told me to wait six weeks for the appointment, but my back shakes when I bend.",
        "I bought this sofa four years ago and only in it does my back flutter.",
    ],
)
def test_the_time_of_another_thing_is_left_alone(
    readers: list[Any], times: DurationExtractor, text: str
) -> None:
    assert _duration(readers, times, text) is None
