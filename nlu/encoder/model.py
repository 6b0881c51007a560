"""Turns sentences into vectors with the committed ONNX model, on one thread, without Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

FOLDER = Path(__file__).parent
MODEL_FILE, TOKENIZER_FILE = "model.int8.onnx", "tokenizer.json"
WIDTH = 384
MAX_TOKENS = 128  # what the model was trained with; what stands behind is not read


class EncoderError(Exception):
    """The encoder cannot be used; the text says why and what to do."""


class EncoderFilesMissing(EncoderError):
    """A file of the encoder is not where it should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The sentence encoder needs {path}, which is not there. It is committed with the "
            "project: check it out again, or make it with scripts/export_encoder.py."
        )


class EncoderFilesBroken(EncoderError):
    """A file of the encoder is there but cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The sentence encoder cannot read {path} ({reason}). Check it out again, or make it "
            "with scripts/export_encoder.py."
        )


class Encoder:
    """all-MiniLM-L6-v2: sentences in, L2-normalised vectors of 384 numbers out.

    Sentences run one by one, never as a padded batch: with int8 activations the vector of a
    sentence would otherwise depend on the sentences beside it (see PROVENANCE.md).
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._tokenizer = _load_tokenizer(_existing(folder / TOKENIZER_FILE))
        self._session = _load_session(_existing(folder / MODEL_FILE))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in order; a text that occurs twice is computed once."""
        rows: dict[str, Vectors] = {}
        for text in texts:
            if text not in rows:
                rows[text] = self._encode_one(text)
        return np.stack([rows[text] for text in texts]) if texts else np.empty((0, WIDTH), "f4")

    def _encode_one(self, text: str) -> Vectors:
        # Half a surrogate pair is not text; the tokenizer would refuse the whole message for it.
        ids = self._tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8")).ids
        vector: Vectors = self._session.run(None, {"ids": np.asarray(ids, dtype=np.int64)})[0]
        return vector


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
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _load_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread: a turn is short, and the workers of a machine share its cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises nothing narrower
        raise EncoderFilesBroken(path, str(error)) from error
