"""Judges the kind of message that the main intent stands for, and makes the confusion matrix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from evaluation.figures import Figure, rate_of
from evaluation.kinds import kind_of_intent, kind_of_item
from evaluation.sets import Item
from knowledge.store import KnowledgeStore

Confusion = Mapping[str, Mapping[str, int]]


def confusion(
    items: Iterable[Item], intents: Mapping[str, str], store: KnowledgeStore
) -> Confusion:
    """How often each kind was taken for each kind; misspelt items are left out."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        kind = None if item.of else kind_of_item(item, store)
        if kind is not None:
            counts[kind][kind_of_intent(intents[item.id])] += 1
    return {kind: dict(row) for kind, row in counts.items()}


def figure_of(matrix: Confusion) -> Figure:
    """How many messages were taken for their kind."""
    marks = [
        wanted == got for wanted, row in matrix.items() for got, n in row.items() for _ in range(n)
    ]
    return rate_of("kinds", "kind of a message by its main intent", marks)
