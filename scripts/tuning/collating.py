"""Makes tensors of samples: token ids, stretches, targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from tuning.samples import Sample

MAX_TOKENS = 128
_NO_TARGET = -100  # what torch leaves out of a loss


class Collator:
    """Makes tensors of samples."""

    def __init__(self, tokenizer: Tokenizer, intents: Sequence[str], items: Sequence[str]) -> None:
        self._tokenizer = tokenizer
        self._intents = {name: number for number, name in enumerate(intents)}
        self._items = {name: number for number, name in enumerate(items)}

    def __call__(self, samples: Sequence[Sample]) -> dict[str, Any]:
        """One batch."""
        encoded = [self._tokenizer.encode(sample.text) for sample in samples]
        longest = max(len(one.ids) for one in encoded)
        parts = max(len(sample.parts) for sample in samples)
        ids = np.zeros((len(samples), longest), dtype=np.int64)
        stretches = np.zeros((len(samples), parts, longest), dtype=np.float32)
        real = np.zeros((len(samples), parts), dtype=bool)
        intents, items = [], []
        for row, (sample, one) in enumerate(zip(samples, encoded, strict=True)):
            ids[row, : len(one.ids)] = one.ids
            starts = np.array([start if end > start else -1 for start, end in one.offsets])
            for number, part in enumerate(sample.parts):
                inside = (starts >= part.start) & (starts < part.end)
                if len(sample.parts) == 1:
                    inside[:] = True
                if inside.any():
                    stretches[row, number, : len(starts)] = inside / inside.sum()
                    real[row, number] = True
                    intents.append(self._intents.get(part.intent or "", _NO_TARGET))
                    items.append(self._items.get(part.item or "", _NO_TARGET))
        return {
            "ids": torch.from_numpy(ids),
            "mask": torch.from_numpy((ids > 0).astype(np.int64)),
            "stretches": torch.from_numpy(stretches),
            "real": torch.from_numpy(real),
            "intents": torch.tensor(intents),
            "items": torch.tensor(items),
            "targets": torch.tensor([sample.targets for sample in samples]),
        }
