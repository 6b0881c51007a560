"""The encoder: shape, meaning, stretches in their surroundings, long texts, and its errors."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from nlu.classifying.corpus import MESSAGES, is_new_to, label_names, read_messages
from nlu.encoder.model import (
    FOLDER,
    LABELS_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    Encoder,
    EncoderFilesBroken,
    EncoderFilesMissing,
)

FILES = (MODEL_FILE, TOKENIZER_FILE, LABELS_FILE)
ENOUGH = 1_000  # messages


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_every_text_gets_one_normalised_row(encoder: Encoder) -> None:
    vectors = encoder.encode(["my back shakes", "hello", "my back shakes"])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(vectors[0], vectors[2])


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("my lower back trembles", "my lumbar muscles are shaking", "I would like to book a table"),
        ("which doctor should I see", "what specialist do I need", "my feet are numb"),
        ("it started three weeks ago", "for about 21 days now", "thank you, goodbye"),
    ],
)
def test_the_nearer_meaning_is_the_nearer_vector(
    encoder: Encoder, text: str, near: str, far: str
) -> None:
    vectors = encoder.encode([text, near, far])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_a_vector_does_not_depend_on_other_texts(encoder: Encoder) -> None:
    alone = encoder.encode(["no numbness"])[0]
    among = encoder.encode(["a much longer sentence beside it, on purpose", "no numbness"])[1]
    assert np.array_equal(alone, among)


def test_the_labels_are_those_of_the_corpus(encoder: Encoder) -> None:
    assert encoder.labels == label_names()


def test_a_reading_has_a_row_for_each_stretch_and_shares_for_each_label(encoder: Encoder) -> None:
    text = "My back shakes. What is an EMG?"
    reading = encoder.read(text, [(0, 15), (16, 31)])
    assert reading.vectors.shape == (3, 384)
    assert reading.shares.shape == (len(encoder.labels), 4)
    assert np.allclose(reading.shares.sum(axis=1), 1.0, atol=1e-4)
    assert set(reading.sources) <= {0, 1}


def test_a_label_names_the_stretch_it_was_read_from(encoder: Encoder) -> None:
    text = "Thank you for the quick answer. I have numb toes. See you on Monday then."
    reading = encoder.read(text, [(0, 31), (32, 49), (50, 73)])
    numbness = encoder.labels.index("numbness")
    assert int(reading.shares[numbness].argmax()) == 1
    assert reading.sources[numbness] == 1


def test_what_stands_far_behind_in_a_long_text_is_read(encoder: Encoder) -> None:
    filler = "We talked about the weather and the garden for a good while. "
    said = "Since this morning I cannot feel anything between my legs. "
    text = filler * 30 + said + filler * 10
    places = [(n * len(filler), (n + 1) * len(filler)) for n in range(30)]
    places.append((30 * len(filler), 30 * len(filler) + len(said)))
    reading = encoder.read(text, places)
    flag = encoder.labels.index("!cauda_equina")
    assert int(reading.shares[flag].argmax()) == 1
    assert reading.sources[flag] == 30
    assert reading.vectors.shape == (32, 384)


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙂", "\x00", "\ud83d", "ש" * 50, "a" * 4000, "back " * 800],
    ids=["empty", "space", "emoji", "nul", "half-surrogate", "hebrew", "one-word", "long"],
)
def test_any_text_gets_a_vector(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_a_missing_file_names_itself_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesMissing, match=rf"{LABELS_FILE}.*tune_encoder\.py"):
        Encoder(tmp_path)


@pytest.mark.parametrize("broken", FILES)
def test_a_broken_file_names_itself(tmp_path: Path, broken: str) -> None:
    for name in FILES:
        (tmp_path / name).symlink_to(FOLDER / name)
    (tmp_path / broken).unlink()
    (tmp_path / broken).write_bytes(b"not a model")
    with pytest.raises(EncoderFilesBroken, match=broken):
        Encoder(tmp_path)


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_the_committed_files_are_those_of_the_provenance_note(name: str) -> None:
    note = (FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() in note


def test_the_network_knows_which_messages_it_was_taught_with(encoder: Encoder) -> None:
    files = {path.name for path in MESSAGES.glob("*.yml")}
    assert encoder.taught_with <= files, "a file was renamed: the network's own list names it"
    new = [one for one in read_messages() if is_new_to(encoder.taught_with, one)]
    assert len(new) >= ENOUGH, "too little is left that shows how far to believe it"
