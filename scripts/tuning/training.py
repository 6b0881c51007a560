"""Trains the reader and measures it on what was held back."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from tqdm import tqdm

from tuning.collating import Collator
from tuning.measuring import predict, report
from tuning.network import Reader
from tuning.samples import NOT_PRESENT, Sample, joined
from tuning.spoiling import spoiled

_MASK, _LAST_SPECIAL = 103, 103  # of MiniLM's word pieces


@dataclass(frozen=True)
class Settings:
    """How long and how fast."""

    epochs: int = 6
    batch: int = 32
    encoder_rate: float = 8e-5
    head_rate: float = 1.5e-3
    joined: float = 0.25
    frozen: int = 0  # of the lowest layers, that stay as they are
    seed: int = 7
    hidden: float = 0.06
    talk_share: float = 0.6  # of the examples of talk, that need no more, in each round
    talk: float = 1.0  # how much intents and items weigh beside the labels


def batches(samples: Sequence[Sample], size: int, dice: random.Random) -> Iterator[list[Sample]]:
    """Batches of texts of about the same length, in mixed order."""
    order = sorted(samples, key=lambda one: len(one.text) + dice.random() * 30)
    cut = [order[place : place + size] for place in range(0, len(order), size)]
    dice.shuffle(cut)
    yield from cut


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
    dice = random.Random(settings.seed)  # noqa: S311 - examples, not secrets
    torch.manual_seed(settings.seed)
    _freeze(reader, settings.frozen)
    optimiser = _optimiser(reader, settings)
    schedule = _schedule(optimiser, learned, settings)
    halved = _has_bfloat16()
    for number in range(1, settings.epochs + 1):
        began, losses = time.time(), []
        reader.train()
        rounds = list(batches(list(_varied(learned, settings, dice)), settings.batch, dice))
        for chosen in tqdm(rounds, desc=f"Round {number} of {settings.epochs}", mininterval=20):
            batch = collate(chosen)
            batch["ids"] = _with_hidden(batch["ids"], settings.hidden)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=halved):
                logits = reader(batch)
            loss = loss_of(logits, batch, settings.talk)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        seconds = time.time() - began
        print(f"round {number}: loss {np.mean(losses):.3f}, {seconds:.0f} s", flush=True)
        print(report(predict(reader, held_back, collate)), flush=True)


def _has_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 itself: without, it takes six times as long."""
    known = torch.cpu.get_capabilities()
    return bool(known["avx512_bf16"] or known["amx_bf16"])


def _freeze(reader: Reader, layers: int) -> None:
    """Some of the lowest layers stay, and so do the vectors of the word pieces.

    Words that no sample holds keep their meaning so.
    """
    reader.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    for layer in reader.encoder.encoder.layer[:layers]:
        layer.requires_grad_(False)


def _optimiser(reader: Reader, settings: Settings) -> torch.optim.Optimizer:
    learning = [(name, p) for name, p in reader.named_parameters() if p.requires_grad]
    encoder = [p for name, p in learning if name.startswith("encoder.")]
    heads = [p for name, p in learning if not name.startswith("encoder.")]
    groups = [
        {"params": encoder, "lr": settings.encoder_rate},
        {"params": heads, "lr": settings.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _schedule(
    optimiser: torch.optim.Optimizer, learned: Sequence[Sample], settings: Settings
) -> torch.optim.lr_scheduler.OneCycleLR:
    """Up in a tenth of the steps, down in the others; a little room, as rounds differ in length."""
    talk = sum(sample.is_talk for sample in learned)
    each = len(learned) - (1 - settings.talk_share) * talk
    steps = int(settings.epochs * (1.02 * each // settings.batch + 2)) + 1
    rates = [settings.encoder_rate, settings.head_rate]
    return torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps, pct_start=0.1)


def _with_hidden(ids: torch.Tensor, share: float) -> torch.Tensor:
    """The tokens with a few hidden at random; the first, the last and the padding stay."""
    chosen = (torch.rand(ids.shape) < share) & (ids > _LAST_SPECIAL)
    return ids.masked_fill(chosen, _MASK)


def _varied(learned: list[Sample], settings: Settings, dice: random.Random) -> Iterator[Sample]:
    for sample in learned:
        if sample.is_talk and dice.random() > settings.talk_share:
            continue
        chosen = _joined(sample, learned, dice) if dice.random() < settings.joined else sample
        yield replace(chosen, text=spoiled(chosen.text, dice))


def _joined(sample: Sample, learned: Sequence[Sample], dice: random.Random) -> Sample:
    """With any other, before or behind it; alone where they contradict each other."""
    pair = [sample, dice.choice(learned)]
    dice.shuffle(pair)
    return joined(*pair, dice) or sample
