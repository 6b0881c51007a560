"""The held-out messages and their labels, as they stand in tests/evaluation/sets.

Another folder with files of the same names and form can be measured, too: a clinic's own messages.
There, a set that is missing is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from engine.errors import EngineError

Half = Literal["development", "release", "all"]

SETS = Path(__file__).resolve().parent.parent / "tests" / "evaluation" / "sets"
HARDER = SETS.with_name("harder")  # by later authors; the report and the floor are of SETS
READ = SETS.with_name("read")  # whose mistakes were read: it flatters, and shows slips
OUTSIDE = SETS.with_name("outside")  # by testers who knew nothing of how the assistant is built
OUTSIDE_AGAIN = SETS.with_name("outside_again")  # by later ones: talk and other matters
OUTSIDE_THIRD = SETS.with_name("outside_third")  # by later ones still: follow-ups most of all
OUTSIDE_FOURTH = SETS.with_name("outside_fourth")  # follow-ups alone
OUTSIDE_FIFTH = SETS.with_name("outside_fifth")  # of all kinds
OUTSIDE_SIXTH = SETS.with_name("outside_sixth")  # of all kinds but other matters
OUTSIDE_SEVENTH = SETS.with_name("outside_seventh")  # the everyday middle: facts and questions
OUTSIDE_EIGHTH = SETS.with_name("outside_eighth")  # the everyday middle, of all kinds
OUTSIDE_NINTH = SETS.with_name("outside_ninth")  # the same by seven other testers
OUTSIDE_TENTH = SETS.with_name("outside_tenth")  # other matters, backs not called so, follow-ups
OUTSIDE_ELEVENTH = SETS.with_name("outside_eleventh")  # all kinds but pairs, plain ones most of all
OUTSIDE_TWELFTH = SETS.with_name("outside_twelfth")  # other matters and questions
FOLDERS = (
    SETS,
    HARDER,
    READ,
    OUTSIDE,
    OUTSIDE_AGAIN,
    OUTSIDE_THIRD,
    OUTSIDE_FOURTH,
    OUTSIDE_FIFTH,
    OUTSIDE_SIXTH,
    OUTSIDE_SEVENTH,
    OUTSIDE_EIGHTH,
    OUTSIDE_NINTH,
    OUTSIDE_TENTH,
    OUTSIDE_ELEVENTH,
    OUTSIDE_TWELFTH,
)
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


class SetError(EngineError):
    """A set cannot be read; the message says which and what to mend."""


@cache
def load_set(name: str, folder: Path = SETS) -> tuple[Item, ...]:
    """All items of one set; misspelt ones carry the labels of the clean item.

    Raises SetError if the file is no list of items as tests/evaluation/LABELS.md describes them.
    """
    path = folder / f"{name}.yml"
    if folder != SETS and not path.is_file():
        return ()
    try:
        items = tuple(_item(name, row) for row in yaml.safe_load(path.read_text(encoding="utf-8")))
        return _with_clean_labels(items, folder) if name == "typos" else items
    except (KeyError, TypeError, yaml.YAMLError) as error:
        raise SetError(
            f"{path} is no list of items with id, text and labels ({error}): "
            "mend it after the rules in tests/evaluation/LABELS.md."
        ) from error


def items_of(name: str, half: Half, folder: Path = SETS) -> tuple[Item, ...]:
    """The items of one set that belong to a half."""
    return tuple(item for item in load_set(name, folder) if half in ("all", item.half))


def check_folder(folder: Path) -> None:
    """Raises SetError if the folder holds none of the sets."""
    if not any((folder / f"{name}.yml").is_file() for name in NAMES):
        names = ", ".join(f"{name}.yml" for name in NAMES)
        raise SetError(f"{folder} holds no set of messages: put one of {names} there.")


def _item(name: str, row: Mapping[str, Any]) -> Item:
    return Item(
        id=row["id"],
        set=name,
        half=row.get("half", "development"),  # only ours are cut in halves
        texts=tuple(row["messages"]) if "messages" in row else (row["text"],),
        labels=row.get("labels") or {},
        kind=row.get("kind") or row.get("group") or "",
        of=row.get("of") or "",
    )


def _with_clean_labels(items: tuple[Item, ...], folder: Path) -> tuple[Item, ...]:
    names = [name for name in NAMES if name != "typos"]
    clean = {item.id: item for name in names for item in load_set(name, folder)}
    return tuple(
        Item(i.id, clean[i.of].set, i.half, i.texts, clean[i.of].labels, clean[i.of].kind, i.of)
        for i in items
    )
