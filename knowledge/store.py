"""The read-only store: everything the assistant looks up while it talks."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from knowledge.errors import KnowledgeError, UnknownIdError
from knowledge.models import Care, Hit, Item, Source, Term
from knowledge.reading import Row, read_table
from knowledge.records import item_of
from knowledge.shapes import CONDITION_KINDS, ITEM_KINDS, SHAPES
from knowledge.tables import SCHEMA_VERSION, meta

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


class KnowledgeStore:
    """The knowledge in one database file, opened read-only and read once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = _engine(path)
        try:
            with self._engine.connect() as connection:
                self.content_hash = _content_hash(connection, path)
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
        self._terms = _terms(self._rows["glossary"])

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
                lists = (tuple(row[name]) for name in ("tests", "specialists", "treatments"))
                return Care(condition, *lists, row["notes"])
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
        """For every thing, the other ways people call it."""
        return MappingProxyType({row["id"]: tuple(row["words"]) for row in self._rows["synonyms"]})

    def search(self, words: str, limit: int = 10) -> tuple[Hit, ...]:
        """The things that fit `words`, best first; nothing fits words without letters."""
        query = _match(words)
        if not query:
            return ()
        with self._engine.connect() as connection:
            found = connection.execute(_SEARCH, {"words": query, "limit": limit})
            return tuple(Hit(*row) for row in found)

    def clinical_content(self) -> dict[str, list[dict[str, Any]]]:
        """The rows that the clinical model is made of, as they stand in the YAML files."""
        return {kind: [dict(row) for row in self._rows[kind]] for kind in CLINICAL}


def _engine(path: Path) -> Engine:
    if not path.is_file():
        raise KnowledgeError(f"{path} is missing; run 'python -m knowledge build'")
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True),
        poolclass=NullPool,  # a connection a search: any thread may ask, none is shared
        future=True,
    )


def _content_hash(connection: Connection, path: Path) -> str:
    """The hash the database was built with, once its schema version is known to be ours."""
    values = {row.key: row.value for row in connection.execute(select(meta))}
    version = values.get("schema_version")
    if version != SCHEMA_VERSION:
        raise KnowledgeError(
            f"{path} has schema version {version}, this program needs {SCHEMA_VERSION};"
            " run 'python -m knowledge build'"
        )
    return str(values["content_hash"])


def _terms(rows: list[Row]) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for row in rows:
        term = Term(row["id"], row["term"], row["text"])
        for word in (row["id"], row["term"], *row.get("words", ())):
            terms.setdefault(_folded(word), term)
    return terms


def _folded(word: str) -> str:
    return " ".join(re.findall(r"\w+", word.replace("_", " ").casefold()))


def _match(words: str) -> str:
    """An FTS5 query for any of the words; quoted, so nothing in them is taken as syntax."""
    return " OR ".join(
        f'"{word}"*' if len(word) >= _LONG_ENOUGH_TO_BEGIN_A_WORD else f'"{word}"'
        for word in _WORD.findall(words)
    )
