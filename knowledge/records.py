"""Makes the records of models.py out of rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from knowledge.models import Condition, Item, Review, Source, Specialist, Test, Treatment

_CLASSES: Final[Mapping[str, type[Item]]] = {
    "condition": Condition,
    "test": Test,
    "specialist": Specialist,
    "treatment": Treatment,
}


def item_of(kind: str, row: Mapping[str, Any], sources: Mapping[str, Source]) -> Item:
    """The record of a row; its lists become tuples, so that nobody changes them."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    cited = tuple(sources[id_] for id_ in fields.pop("source"))
    review = Review(**fields.pop("review"))
    make = _CLASSES.get(kind, Item)
    return make(kind=kind, sources=cited, review=review, **fields)
