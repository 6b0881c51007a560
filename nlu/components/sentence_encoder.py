"""Rasa component: encodes the text of a message, and each of its segments, as vectors."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tqdm import tqdm

from nlu.encoder.model import FOLDER, Encoder

ENCODINGS, READING = "encodings", "reading"
UNMENDED = "unmended_shares"  # of what mending changed, as it was written
SEGMENTS = "segments"
MENDED = "mended"  # the reading of spelling_mender, where that runs


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Sets `encodings` (row 0 is the whole text, then one row for each segment) and `reading`.

    Both are of the mended text; `unmended_shares` are set beside them, of the segments that mending
    changed, as they were written: the others are read once.

    `folder` in config.yml names another encoder than the committed one.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default settings."""
        return {"folder": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Load the encoder once for the life of the graph."""
        return cls(Encoder(Path(config["folder"]) if config["folder"] else FOLDER))

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode messages as they come in."""
        for message in messages:
            self._encode(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode the training examples (those that have a text)."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        # The model runs outside Python's lock, so every core of the machine can take a share.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            done = pool.map(self._encode, examples)
            total = len(examples)
            for _ in tqdm(done, desc="Encoding examples", total=total, unit="", disable=None):
                pass
        return training_data

    def _encode(self, message: Message) -> None:
        text: str = message.get(TEXT) or ""
        segments: list[dict[str, Any]] = message.get(SEGMENTS) or []
        mended, stretches = _as_mended(text, message.get(MENDED), segments)
        reading = self._encoder.read(mended, stretches)
        message.set(ENCODINGS, reading.vectors.astype(np.float32, copy=False))
        message.set(READING, reading)
        if mended != text:
            start, end = _changed(segments) or (0, len(text))
            message.set(UNMENDED, self._encoder.read(text[start:end]).shares)


def _changed(segments: Sequence[dict[str, Any]]) -> tuple[int, int] | None:
    """From the first segment that mending changed to the last one; None if there is none."""
    changed = [one for one in segments if _mended(one) != one["text"]]
    return (changed[0]["start"], changed[-1]["end"]) if changed else None


def _mended(segment: dict[str, Any]) -> str:
    own: str = segment.get(MENDED) or segment["text"]
    return own


def _as_mended(
    text: str, mended: str | None, segments: Sequence[dict[str, Any]]
) -> tuple[str, list[tuple[int, int]]]:
    """The text with its segments as the spelling mender reads them, and where those lie in it."""
    if not segments:
        return mended or text, []
    parts: list[str] = []
    stretches: list[tuple[int, int]] = []
    length = behind = 0
    for segment in segments:
        between = text[behind : segment["start"]]
        own = _mended(segment)
        stretches.append((length + len(between), length + len(between) + len(own)))
        parts += [between, own]
        length, behind = stretches[-1][1], segment["end"]
    return "".join([*parts, text[behind:]]), stretches
