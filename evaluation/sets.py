"""The held-out messages and their labels, as they stand in tests/evaluation/sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Half = Literal["development", "release", "all"]

SETS = Path(__file__).resolve().parent.parent / "tests" / "evaluation" / "sets"
NAMES = (
    "facts",
    "emergencies",
    "look_alikes",
    "questions",
    "out_of_scope",
    "minimal_pairs",
    "typos",
)
NEVER_MISSED = (
    "cauda_equina",
    "stroke",
    "suicidal",
    "major_trauma",
    "progressive_weakness",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled message; a question may have messages before it."""

    id: str
    set: str
    half: str
    texts: tuple[str, ...]
    labels: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""  # stratum: kind of look-alike or question, group of a minimal pair
    of: str = ""  # a misspelt item: the id of the clean one

    @property
    def text(self) -> str:
        """The message that is judged."""
        return self.texts[-1]


@cache
def load_set(name: str) -> tuple[Item, ...]:
    """All items of one set; misspelt ones carry the labels of the clean item."""
    rows = yaml.safe_load((SETS / f"{name}.yml").read_text(encoding="utf-8"))
    items = tuple(_item(name, row) for row in rows)
    return _with_clean_labels(items) if name == "typos" else items


def items_of(name: str, half: Half) -> tuple[Item, ...]:
    """The items of one set that belong to a half."""
    return tuple(item for item in load_set(name) if half in ("all", item.half))


def _item(name: str, row: Mapping[str, Any]) -> Item:
    return Item(
        id=row["id"],
        set=name,
        half=row["half"],
        texts=tuple(row["messages"]) if "messages" in row else (row["text"],),
        labels=row.get("labels") or {},
        kind=row.get("kind") or row.get("group") or "",
        of=row.get("of") or "",
    )


def _with_clean_labels(items: tuple[Item, ...]) -> tuple[Item, ...]:
    clean = {item.id: item for name in NAMES if name != "typos" for item in load_set(name)}
    return tuple(
        Item(i.id, clean[i.of].set, i.half, i.texts, clean[i.of].labels, clean[i.of].kind, i.of)
        for i in items
    )
