"""The encoder reads what the spelling mender made of a message, where that ran."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from nlu.components.sentence_encoder import SentenceEncoder
from nlu.encoder.model import Encoder


class Listening:
    """Stands in for the encoder and keeps what it was given."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        self.heard = list(texts)
        return np.zeros((len(texts), 1), dtype=np.float32)


def test_mended_readings_are_encoded_in_place_of_the_text() -> None:
    encoder = Listening()
    segments = [{"text": "it shaeks", "mended": "it shakes"}, {"text": "why"}]
    message = Message(
        data={"text": "it shaeks why", "mended": "it shakes why", "segments": segments}
    )
    SentenceEncoder(cast(Encoder, encoder)).process([message])
    assert encoder.heard == ["it shakes why", "it shakes", "why"]
