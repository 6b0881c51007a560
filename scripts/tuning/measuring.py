"""How well the network reads the samples that were held back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from nlu.classifying.corpus import Status
from tuning.collating import Collator
from tuning.network import Reader
from tuning.samples import NAMES, Sample

_AT_ONCE = 64


@dataclass
class Predictions:
    """Shares of the statuses and targets of all samples; intents and items right of how many."""

    shares: list[np.ndarray] = field(default_factory=list)
    targets: list[np.ndarray] = field(default_factory=list)
    right: dict[str, list[int]] = field(
        default_factory=lambda: {"intents": [0, 0], "items": [0, 0]}
    )


@torch.no_grad()
def predict(reader: Reader, samples: Sequence[Sample], collate: Collator) -> Predictions:
    """Read all samples."""
    reader.eval()
    found = Predictions()
    for place in range(0, len(samples), _AT_ONCE):
        batch = collate(samples[place : place + _AT_ONCE])
        labels, intents, items = reader(batch)
        found.shares.append(torch.softmax(labels.float(), dim=-1).numpy())
        found.targets.append(batch["targets"].numpy())
        for name, logits in (("intents", intents), ("items", items)):
            known = batch[name] >= 0
            found.right[name][0] += int((logits.argmax(-1)[known] == batch[name][known]).sum())
            found.right[name][1] += int(known.sum())
    return found


def report(found: Predictions) -> str:
    """Precision and recall of each status, in a few lines."""
    return "\n".join(_lines(found))


def _lines(found: Predictions) -> Iterator[str]:
    shares, targets = np.concatenate(found.shares), np.concatenate(found.targets)
    flags = np.array([name.startswith("!") for name in NAMES])
    axes = np.array([name in ("static", "kinetic") for name in NAMES])
    for title, chosen in (("findings", ~flags & ~axes), ("static/kinetic", axes), ("flags", flags)):
        guess, want = shares[:, chosen].argmax(-1), targets[:, chosen]
        for status in (Status.PRESENT, Status.ABSENT, Status.ASIDE):
            made, due = (guess == status) & (want >= 0), want == status
            hit = int((made & due).sum())
            yield (
                f"  {title:15} {status.name.lower():8} precision {_share(hit, int(made.sum()))}"
                f" recall {_share(hit, int(due.sum()))}"
            )
    for name, (good, every) in found.right.items():
        yield f"  {name} {_share(good, every)}"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}={part / max(whole, 1):.3f}"
