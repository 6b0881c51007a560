"""The network: MiniLM, one attention for each label, and pooled stretches for intents and items."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

WIDTH, STATUSES = 384, 4
INNER = 1536


class LabelHeads(nn.Module):
    """For each label: where in the text to look, and what status is said there."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.look = nn.Parameter(torch.randn(labels, WIDTH) * 0.02)
        self.weight = nn.Parameter(torch.randn(labels, STATUSES, WIDTH) * 0.02)
        self.bias = nn.Parameter(torch.zeros(labels, STATUSES))
        with torch.no_grad():
            self.bias[:, 0] = 3.0  # most labels are not spoken of

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """(batch, tokens, width) and which tokens count, to logits (batch, labels, statuses)."""
        scores = torch.einsum("btw,lw->blt", states, self.look)
        shares = torch.softmax(scores.masked_fill(~mask[:, None], -1e4), dim=-1)
        seen = torch.einsum("blt,btw->blw", shares, states)
        return torch.einsum("blw,lsw->bls", seen, self.weight) + self.bias


class Reader(nn.Module):
    """The encoder with its heads; `pooled` are the vectors of stretches of the text."""

    def __init__(
        self, source: str, labels: int, intents: int, items: int, inner: int = INNER
    ) -> None:
        """`inner` neurons in each feed-forward part; fewer than INNER are not those of `source`."""
        super().__init__()
        # Dropout inside the encoder would take four fifths of the time on a CPU; words that are
        # hidden at random (training.py) do the same service.
        still = {"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0}
        narrower = {"intermediate_size": inner, "ignore_mismatched_sizes": True}
        self.encoder = AutoModel.from_pretrained(
            source, attn_implementation="eager", **still, **narrower
        )
        self.labels = LabelHeads(labels)
        self.intents = nn.Linear(WIDTH, intents)
        self.items = nn.Linear(WIDTH, items)
        self.drop = nn.Dropout(0.1)

    def forward(self, batch: dict[str, Any]) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of labels, and of intents and items for each stretch."""
        mask = batch["mask"]
        states = self.encoder(input_ids=batch["ids"], attention_mask=mask).last_hidden_state
        labels = self.labels(self.drop(states), mask.bool())
        pooled = torch.einsum("bpt,btw->bpw", batch["stretches"], states)[batch["real"]]
        pooled = self.drop(functional.normalize(pooled, dim=-1)) * 8.0
        return labels, self.intents(pooled), self.items(pooled)
