"""Trains the reader and measures it on what was held back."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional
from tqdm import tqdm

from tuning.network import Reader
from tuning.samples import NAMES, NOT_PRESENT, UNKNOWN, Sample, joined
from tuning.spoiling import spoiled

MAX_TOKENS = 128
_MASK, _LAST_SPECIAL = 103, 103  # of MiniLM's word pieces


@dataclass(frozen=True)
class Settings:
    """How long and how fast."""

    epochs: int = 6
    batch: int = 32
    encoder_rate: float = 8e-5
    head_rate: float = 1.5e-3
    joined: float = 0.25
    seed: int = 7
    hidden: float = 0.06
    talk: float = 1.0  # how much intents and items weigh beside the labels


def batches(samples: Sequence[Sample], size: int, dice: random.Random) -> Iterator[list[Sample]]:
    """Batches of texts of about the same length, in mixed order."""
    order = sorted(samples, key=lambda one: len(one.text) + dice.random() * 30)
    cut = [order[place : place + size] for place in range(0, len(order), size)]
    dice.shuffle(cut)
    yield from cut


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
                    intents.append(self._intents.get(part.intent or "", -100))
                    items.append(self._items.get(part.item or "", -100))
        return {
            "ids": torch.from_numpy(ids),
            "mask": torch.from_numpy((ids > 0).astype(np.int64)),
            "stretches": torch.from_numpy(stretches),
            "real": torch.from_numpy(real),
            "intents": torch.tensor(intents),
            "items": torch.tensor(items),
            "targets": torch.tensor([sample.targets for sample in samples]),
        }


def loss_of(
    logits: tuple[torch.Tensor, torch.Tensor, torch.Tensor], batch: dict[str, Any], talk: float
) -> torch.Tensor:
    """Of the labels: summed over what is told, the mean over messages; and of intents and items."""
    labels, intents, items = (one.float() for one in logits)
    targets = batch["targets"]
    known = targets >= 0
    total = functional.cross_entropy(labels[known], targets[known], reduction="sum")
    never = targets == NOT_PRESENT
    if never.any():
        present = torch.softmax(labels[never], dim=-1)[:, 1]
        total = total - torch.log1p(-present.clamp(max=1 - 1e-6)).sum()
    total = total / len(targets)
    if (batch["intents"] >= 0).any():
        total = total + talk * functional.cross_entropy(
            intents, batch["intents"], label_smoothing=0.05
        )
    if (batch["items"] >= 0).any():
        total = total + talk * functional.cross_entropy(items, batch["items"], label_smoothing=0.05)
    return total


def train(
    reader: Reader,
    learned: list[Sample],
    held_back: list[Sample],
    collate: Collator,
    settings: Settings,
) -> None:
    """Several rounds over all samples, spoiled and joined anew in each."""
    dice = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    random.seed(settings.seed)
    # The vectors of the word pieces stay: words that no sample holds keep their meaning.
    reader.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {
            "params": [p for p in reader.encoder.parameters() if p.requires_grad],
            "lr": settings.encoder_rate,
        },
        {"params": heads, "lr": settings.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = settings.epochs * (len(learned) // settings.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [settings.encoder_rate, settings.head_rate], total_steps=steps + 1, pct_start=0.1
    )
    for epoch in range(settings.epochs):
        began, losses = time.time(), []
        reader.train()
        samples = list(_varied(learned, settings, dice))
        rounds = list(batches(samples, settings.batch, dice))
        for chosen in tqdm(rounds, desc=f"Round {epoch + 1} of {settings.epochs}", mininterval=20):
            batch = collate(chosen)
            batch["ids"] = _with_hidden(batch["ids"], settings.hidden)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = reader(batch)
            loss = loss_of(logits, batch, settings.talk)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(
            f"round {epoch + 1}: loss {np.mean(losses):.3f}, {time.time() - began:.0f} s",
            flush=True,
        )
        print(report(*predict(reader, held_back, collate)), flush=True)


def _with_hidden(ids: torch.Tensor, share: float) -> torch.Tensor:
    """The tokens with a few hidden at random; the first, the last and the padding stay."""
    chosen = (torch.rand(ids.shape) < share) & (ids > _LAST_SPECIAL)
    return ids.masked_fill(chosen, _MASK)


def _varied(learned: list[Sample], settings: Settings, dice: random.Random) -> Iterator[Sample]:
    for sample in learned:
        chosen: Sample | None = sample
        if dice.random() < settings.joined:
            other = dice.choice(learned)
            pair = (sample, other) if dice.random() < 0.5 else (other, sample)
            chosen = joined(*pair) or sample
        assert chosen is not None
        text = spoiled(chosen.text, dice)
        yield (
            Sample(text, chosen.targets, chosen.parts) if len(text) <= len(chosen.text) else chosen
        )


@torch.no_grad()
def predict(
    reader: Reader, samples: Sequence[Sample], collate: Collator
) -> tuple[np.ndarray, np.ndarray, dict[str, tuple[int, int]]]:
    """Shares of the statuses and targets of all samples; intents and items right of how many."""
    reader.eval()
    shares, targets = [], []
    right = {"intents": [0, 0], "items": [0, 0]}
    for place in range(0, len(samples), 64):
        batch = collate(samples[place : place + 64])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            labels, intents, items = reader(batch)
        shares.append(torch.softmax(labels.float(), dim=-1).numpy())
        targets.append(batch["targets"].numpy())
        for name, logits in (("intents", intents), ("items", items)):
            known = batch[name] >= 0
            guess = logits.argmax(-1)
            right[name][0] += int((guess[known] == batch[name][known]).sum())
            right[name][1] += int(known.sum())
    return (
        np.concatenate(shares),
        np.concatenate(targets),
        {k: (a, b) for k, (a, b) in right.items()},
    )


def report(shares: np.ndarray, targets: np.ndarray, right: dict[str, tuple[int, int]]) -> str:
    """Figures in a few lines."""
    flags = np.array([name.startswith("!") for name in NAMES])
    axes = np.array([name in ("static", "kinetic") for name in NAMES])
    lines = []
    for title, chosen in (("findings", ~flags & ~axes), ("static/kinetic", axes), ("flags", flags)):
        guess, want = shares[:, chosen].argmax(-1), targets[:, chosen]
        for status, name in ((1, "present"), (2, "absent"), (3, "aside")):
            known = want >= 0
            hit = ((guess == status) & (want == status) & known).sum()
            made, due = ((guess == status) & known).sum(), (want == status).sum()
            lines.append(
                f"  {title:15} {name:8} precision {hit}/{made}={hit / max(made, 1):.3f} recall {hit}/{due}={hit / max(due, 1):.3f}"
            )
    for name, (good, all_) in right.items():
        lines.append(f"  {name} {good}/{all_}={good / max(all_, 1):.3f}")
    return "\n".join(lines)
