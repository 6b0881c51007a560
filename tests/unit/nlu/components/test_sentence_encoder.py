"""The encoder as a Rasa component: which rows a message gets, in a turn and in training."""

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
from nlu.encoder.model import Encoder, EncoderFilesMissing


class LengthEncoder:
    """Stands in for the encoder: the vector of a text is its length."""

    def encode(self, texts: Sequence[str]) -> Any:
        return np.array([[len(text)] for text in texts], dtype=np.float32)


@pytest.fixture
def component() -> SentenceEncoder:
    return SentenceEncoder(cast(Encoder, LengthEncoder()))


def rows(message: Message) -> list[int]:
    return [int(row[0]) for row in message.get("encodings")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"text": "it shakes"}, [9]),
        ({"text": "it shakes", "segments": []}, [9]),
        ({"text": "hi. why?", "segments": [{"text": "hi."}, {"text": "why?"}]}, [8, 3, 4]),
        ({}, [0]),
    ],
    ids=["no-segments", "empty-segments", "two-segments", "no-text"],
)
def test_row_0_is_the_text_and_the_rest_its_segments(
    component: SentenceEncoder, data: dict[str, Any], expected: list[int]
) -> None:
    (message,) = component.process([Message(data)])
    assert rows(message) == expected


def test_encodings_are_not_part_of_the_answer(component: SentenceEncoder) -> None:
    (message,) = component.process([Message({"text": "it shakes"})])
    assert "encodings" not in message.as_dict(only_output_properties=True)


def test_training_examples_with_a_text_are_encoded(component: SentenceEncoder) -> None:
    data = TrainingData([Message({"text": "hello", "intent": "greet"}), Message({"intent": "x"})])
    first, second = component.process_training_data(data).training_examples
    assert rows(first) == [5]
    assert second.get("encodings") is None


def test_a_folder_without_an_encoder_is_refused_when_the_graph_is_made(tmp_path: Any) -> None:
    with pytest.raises(EncoderFilesMissing):
        SentenceEncoder.create(
            {"folder": str(tmp_path)},
            cast(ModelStorage, None),
            Resource("encoder"),
            cast(ExecutionContext, None),
        )
