"""The encoder as a Rasa component: what it is given to read, in a turn and in training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.sentence_encoder import SentenceEncoder
from nlu.encoder.model import Encoder, EncoderFilesMissing, Reading


class Listening:
    """Stands in for the encoder: keeps which texts and stretches it was given."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.parts: list[str] = []

    def read(self, text: str, stretches: Sequence[tuple[int, int]] = ()) -> Reading:
        self.heard.append(text)
        parts = [text[start:end] for start, end in stretches]
        self.parts += parts
        rows = np.array([[len(one)] for one in (text, *parts)], dtype=np.float32)
        return Reading(rows, np.zeros((1, 4), dtype=np.float32), np.zeros(1, dtype=np.int64))


def given(data: dict[str, Any]) -> tuple[Listening, Message]:
    encoder = Listening()
    [message] = SentenceEncoder(cast(Encoder, encoder)).process([Message(data)])
    return encoder, message


def segment(start: int, end: int, text: str, **more: str) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text, **more}


@pytest.mark.parametrize(
    ("data", "heard", "parts"),
    [
        ({"text": "it shakes"}, "it shakes", []),
        ({"text": "it shakes", "segments": []}, "it shakes", []),
        (
            {"text": "hi. why?", "segments": [segment(0, 3, "hi."), segment(4, 8, "why?")]},
            "hi. why?",
            ["hi.", "why?"],
        ),
        (
            {
                "text": "it shaeks. y",
                "mended": "it shakes. why",
                "segments": [
                    segment(0, 10, "it shaeks.", mended="it shakes."),
                    segment(11, 12, "y", mended="why"),
                ],
            },
            "it shakes. why",
            ["it shakes.", "why"],
        ),
        ({"text": "it shaeks", "mended": "it shakes"}, "it shakes", []),
        ({}, "", []),
    ],
    ids=["no segments", "empty", "two", "mended in place", "mended whole", "no text"],
)
def test_one_reading_of_the_mended_text_with_its_segments(
    data: dict[str, Any], heard: str, parts: list[str]
) -> None:
    encoder, message = given(data)
    assert encoder.heard[0] == heard
    assert encoder.parts == parts
    assert [int(row[0]) for row in message.get("encodings")] == [
        len(one) for one in (heard, *parts)
    ]


@pytest.mark.parametrize(
    ("mended", "heard"),
    [("it shakes", ["it shakes", "it shaeks"]), ("it shaeks", ["it shaeks"])],
)
def test_what_was_mended_is_also_read_as_it_was_written(mended: str, heard: list[str]) -> None:
    encoder, message = given({"text": "it shaeks", "mended": mended})
    assert encoder.heard == heard
    assert (message.get("unmended_shares") is None) == (len(heard) == 1)


def test_of_the_segments_only_those_that_were_mended_are_read_again() -> None:
    text = "it shakes. in bde. i slep. no pain"
    places = [(0, 10), (11, 18), (19, 26), (27, 34)]
    mended = ["it shakes.", "in bed.", "i sleep.", "no pain"]
    segments = [
        segment(start, end, text[start:end], mended=one)
        for (start, end), one in zip(places, mended, strict=True)
    ]
    encoder, _ = given({"text": text, "segments": segments})
    assert encoder.heard == [" ".join(mended), "in bde. i slep."]


def test_readings_are_not_part_of_the_answer() -> None:
    _, message = given({"text": "it shakes"})
    assert not {"encodings", "reading"} & set(message.as_dict(only_output_properties=True))


def test_training_examples_with_a_text_are_encoded() -> None:
    component = SentenceEncoder(cast(Encoder, Listening()))
    data = TrainingData([Message({"text": "hello", "intent": "greet"}), Message({"intent": "x"})])
    first, second = component.process_training_data(data).training_examples
    assert [int(row[0]) for row in first.get("encodings")] == [5]
    assert second.get("encodings") is None


def test_a_folder_without_an_encoder_is_refused_when_the_graph_is_made(tmp_path: Any) -> None:
    with pytest.raises(EncoderFilesMissing):
        SentenceEncoder.create(
            {"folder": str(tmp_path)},
            cast(ModelStorage, None),
            Resource("encoder"),
            cast(ExecutionContext, None),
        )
