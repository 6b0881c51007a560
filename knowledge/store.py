"""The read-only store: everything the assistant looks up while it talks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import content_hash_of, open_engine
from knowledge.errors import KnowledgeError, UnknownIdError
from knowledge.models import Care, Hit, Item, Source, Term
from knowledge.reading import Row, read_table
from knowledge.records import item_of
from knowledge.shapes import CONDITION_KINDS, ITEM_KINDS, SHAPES

# The files that the clinical model is made of.
CLINICAL: Final = (
    "findings",
    "conditions",
    "weights",
    "urgency_rules",
    "red_flags",
    "urgency_levels",
    "questions",
    "specialists",
    "tests",
    "care",
)
# A word in the name counts most, then a synonym, then the text; a lower bm25 is better.
_SEARCH: Final = text(
    "SELECT id, kind, name, -bm25(search, 0, 0, 8, 6, 1) AS score FROM search"
    " WHERE search MATCH :words ORDER BY score DESC, id LIMIT :limit"
)
_WORD: Final = re.compile(r"\w{2,}")
_LONG_ENOUGH_TO_BEGIN_A_WORD: Final = 4
_MOST_WORDS: Final = 40


class KnowledgeStore:
    """The knowledge in one database file, opened read-only and read once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = open_engine(path)
        try:
            with self._engine.connect() as connection:
                self.content_hash = content_hash_of(connection, path)
                self._rows = {kind: read_table(connection, kind) for kind in SHAPES}
        except SQLAlchemyError as error:
            message = f"{path} is no readable knowledge database; run 'python -m knowledge build'"
            raise KnowledgeError(message) from error
        self._sources = {
            row["id"]: Source(row["id"], row["title"], row["where"])
            for row in self._rows["sources"]
        }
        self._items = {
            row["id"]: item_of(kind, row, self._sources)
            for file, kind in ITEM_KINDS.items()
            for row in self._rows[file]
        }
        self._terms = _terms(self._rows["glossary"], self._sources)

    def item(self, id_: str) -> Item:
        """The thing called `id_`: a Condition, Test, Specialist, Treatment or plain Item."""
        if id_ not in self._items:
            raise UnknownIdError(f"nothing is called {id_!r}; search for it or correct the id")
        return self._items[id_]

    def items(self, kind: str) -> tuple[Item, ...]:
        """All things of a kind, in the order of the content; also disease, cause, pathology."""
        if kind in CONDITION_KINDS:
            return tuple(
                item for item in self._items.values() if kind in getattr(item, "kinds", ())
            )
        if kind not in ITEM_KINDS.values():
            known = ", ".join((*ITEM_KINDS.values(), *CONDITION_KINDS))
            raise UnknownIdError(f"no kind of content is called {kind!r}; there are {known}")
        return tuple(item for item in self._items.values() if item.kind == kind)

    def care(self, condition: str) -> Care:
        """The tests, doctors and treatments that usually follow for `condition`."""
        for row in self._rows["care"]:
            if row["condition"] == condition:
                return Care(
                    condition=condition,
                    tests=tuple(row["tests"]),
                    specialists=tuple(row["specialists"]),
                    treatments=tuple(row["treatments"]),
                    notes=row["notes"],
                )
        raise UnknownIdError(f"no condition is called {condition!r}; correct the id")

    def source(self, id_: str) -> Source:
        """The source called `id_`."""
        if id_ not in self._sources:
            raise UnknownIdError(f"no source is called {id_!r}; correct the id")
        return self._sources[id_]

    def glossary(self, word: str) -> Term | None:
        """What a medical word means, or None if the glossary does not hold it."""
        return self._terms.get(_folded(word))

    def synonyms(self) -> Mapping[str, tuple[str, ...]]:
        """For every thing, the ways people call it: its own name first."""
        words = {row["id"]: row["words"] for row in self._rows["synonyms"]}
        return MappingProxyType(
            {id_: (item.name, *words.get(id_, ())) for id_, item in self._items.items()}
        )

    def search(self, words: str, limit: int = 10) -> tuple[Hit, ...]:
        """The things that fit `words`, best first; nothing fits words without letters."""
        query = _match(words)
        if not query:
            return ()
        try:
            with self._engine.connect() as connection:
                found = connection.execute(_SEARCH, {"words": query, "limit": limit})
                return tuple(Hit(*row) for row in found)
        except SQLAlchemyError as error:
            message = f"{self._path} cannot be searched any more; restart after the next build"
            raise KnowledgeError(message) from error

    def clinical_content(self) -> dict[str, list[dict[str, Any]]]:
        """The rows that the clinical model is made of, as they stand in the YAML files."""
        return deepcopy({kind: self._rows[kind] for kind in CLINICAL})


def _terms(rows: list[Row], sources: Mapping[str, Source]) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for row in rows:
        rests_on = tuple(sources[id_] for id_ in row["source"])
        term = Term(row["id"], row["term"], row["text"], rests_on)
        for word in (row["id"], row["term"], *row.get("words", ())):
            terms.setdefault(_folded(word), term)
    return terms


def _folded(word: str) -> str:
    return " ".join(re.findall(r"\w+", word.replace("_", " ").casefold()))


def _match(words: str) -> str:
    """An FTS5 query for any of the words, and for all of them in a row, which counts more.

    Everything is quoted, so nothing that a person types is taken as syntax.
    """
    different = list(dict.fromkeys(_WORD.findall(words.casefold())))[:_MOST_WORDS]
    phrase = [f'"{" ".join(different)}"'] if len(different) > 1 else []
    return " OR ".join(
        phrase
        + [
            f'"{word}"*' if len(word) >= _LONG_ENOUGH_TO_BEGIN_A_WORD else f'"{word}"'
            for word in different
        ]
    )
