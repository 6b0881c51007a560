"""Turns sentences into vectors with the committed ONNX model, on one thread, without Rasa."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]
Span = tuple[int, int]

FOLDER = Path(__file__).parent
MODEL_FILE, TOKENIZER_FILE, LABELS_FILE = "model.int8.onnx", "tokenizer.json", "labels.json"
WIDTH = 384
MAX_TOKENS = 128  # what the model was trained with


class EncoderError(Exception):
    """The encoder cannot be used; the text says why and what to do."""


class EncoderFilesMissing(EncoderError):
    """A file of the encoder is not where it should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The sentence encoder needs {path}, which is not there. It is committed with the "
            "project: check it out again, or make it with scripts/tune_encoder.py."
        )


class EncoderFilesBroken(EncoderError):
    """A file of the encoder is there but cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The sentence encoder cannot read {path} ({reason}). Check it out again, or make it "
            "with scripts/tune_encoder.py."
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of one text.

    `vectors` (1 + stretches, 384) have unit length, row 0 is the whole text; `shares` (labels, 4)
    say how likely each status of each label is; `sources` (labels,) name the stretch that each
    label was read from, counted from 0.
    """

    vectors: Vectors
    shares: Vectors
    sources: npt.NDArray[np.int64]


class Encoder:
    """all-MiniLM-L6-v2, taught to read messages about a trembling back (PROVENANCE.md).

    Texts run one by one, never as a padded batch: with int8 activations the vector of a text
    would otherwise depend on the texts beside it. A long text is read in windows.

    `labels` are the names of what it reads; `taught_with` are the files of messages that it has
    learned from: how far it can be believed, only others can show.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.labels, self.taught_with = _load_labels(_existing(folder / LABELS_FILE))
        self._tokenizer = _load_tokenizer(_existing(folder / TOKENIZER_FILE))
        self._session = _load_session(_existing(folder / MODEL_FILE))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in order; a text that occurs twice is computed once."""
        rows: dict[str, Vectors] = {}
        for text in texts:
            if text not in rows:
                rows[text] = self.read(text).vectors[0]
        return np.stack([rows[text] for text in texts]) if texts else np.empty((0, WIDTH), "f4")

    def read(self, text: str, stretches: Sequence[Span] = ()) -> Reading:
        """Read a text once; each stretch (start, end) is understood in its surroundings."""
        # Half a surrogate pair is not text; the tokenizer would refuse the whole message for it.
        text = text.encode("utf-8", "replace").decode("utf-8")
        encoding = self._tokenizer.encode(text)
        if len(encoding.ids) <= MAX_TOKENS:
            return self._run(encoding.ids, _weights(encoding.offsets, stretches))
        return self._in_windows(text, stretches or ((0, len(text)),))

    def _run(self, ids: Sequence[int], weights: Vectors) -> Reading:
        given = {"ids": np.asarray(ids, dtype=np.int64), "stretches": weights}
        vectors, shares, looks = self._session.run(None, given)
        parts = looks[:, 1:] if looks.shape[1] > 1 else looks
        return Reading(vectors, shares, parts.argmax(axis=1))

    def _in_windows(self, text: str, stretches: Sequence[Span]) -> Reading:
        """Stretches in groups that fit; a label counts as where most is said of it."""
        readings, firsts = [], []
        for first, group in self._groups(text, stretches):
            start, end = group[0][0], group[-1][1]
            moved = [(one[0] - start, one[1] - start) for one in group]
            encoding = self._tokenizer.encode(text[start:end])
            readings.append(
                self._run(encoding.ids[:MAX_TOKENS], _weights(encoding.offsets[:MAX_TOKENS], moved))
            )
            firsts.append(first)
        vectors = np.vstack([reading.vectors[1:] for reading in readings])
        whole = vectors.mean(axis=0, keepdims=True)
        shares = np.stack([reading.shares for reading in readings])
        told = (shares[:, :, 1] - shares[:, :, 0]).argmax(axis=0)
        places = np.arange(shares.shape[1])
        sources = np.stack([r.sources + f for r, f in zip(readings, firsts, strict=True)])
        return Reading(
            np.vstack([whole / max(float(np.linalg.norm(whole)), 1e-9), vectors]),
            shares[told, places],
            sources[told, places],
        )

    def _groups(self, text: str, stretches: Sequence[Span]) -> Iterator[tuple[int, list[Span]]]:
        """Neighbouring stretches, as many as fit into one window, with the number of the first."""
        group: list[Span] = []
        first, used = 0, 2
        for number, (start, end) in enumerate(stretches):
            needed = len(self._tokenizer.encode(text[start:end], add_special_tokens=False).ids)
            if group and used + needed > MAX_TOKENS:
                yield first, group
                group, first, used = [], number, 2
            group.append((start, end))
            used += needed
        yield first, group


def real_words(folder: Path = FOLDER) -> frozenset[str]:
    """Words that the encoder knows whole; it was first taught on the language at large."""
    vocabulary = _load_tokenizer(_existing(folder / TOKENIZER_FILE)).get_vocab()
    return frozenset(word for word in vocabulary if word.isalpha() and word.isascii())


def _weights(offsets: Sequence[Span], stretches: Sequence[Span]) -> Vectors:
    """Rows that average the tokens of the whole text, and of each stretch."""
    rows = np.zeros((1 + len(stretches), len(offsets)), dtype=np.float32)
    rows[0] = 1.0 / len(offsets)
    starts, ends = np.asarray(offsets).T
    real = ends > starts
    for row, (start, end) in zip(rows[1:], stretches, strict=True):
        inside = real & (starts >= start) & (starts < end)
        if len(stretches) == 1 or not inside.any():
            row[:] = rows[0]
        else:
            row[inside] = 1.0 / inside.sum()
    return rows


def _load_labels(path: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    """The labels, and the names of the files of messages that the network was taught with."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return tuple(content["labels"]), frozenset(content["taught_with"])
    except (ValueError, KeyError) as error:
        raise EncoderFilesBroken(path, str(error)) from error


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise EncoderFilesMissing(path)
    return path


def _load_tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing narrower
        raise EncoderFilesBroken(path, str(error)) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _load_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread: a turn is short, and the workers of a machine share its cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises nothing narrower
        raise EncoderFilesBroken(path, str(error)) from error
