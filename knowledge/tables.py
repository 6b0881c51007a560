"""The tables of knowledge.db, drawn from the shapes: a table a file, a link table a list of ids."""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Column, Float, ForeignKey, Integer, MetaData, Table, Text

from knowledge.shapes import SHAPES, Field

SCHEMA_VERSION: Final = "2"  # raise it when a shape changes: an older database is then refused

metadata: Final = MetaData()

meta: Final = Table(
    "meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False)
)

# Where every row of every table comes from.
citations: Final = Table(
    "citations",
    metadata,
    Column("table", Text, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("target", Text, ForeignKey("sources.id"), nullable=False),
)

# Full text over names, synonyms and texts; SQLAlchemy has no construct for it.
CREATE_SEARCH: Final = (
    "CREATE VIRTUAL TABLE search USING fts5"
    "(id UNINDEXED, kind UNINDEXED, name, words, text, tokenize = 'porter unicode61')"
)


def _column(field: Field) -> Column[str] | Column[float] | Column[object]:
    if field.kind == "number":
        return Column(field.name, Float, nullable=not field.required)
    if field.kind in ("choices", "lines", "options", "review"):
        return Column(field.name, JSON(none_as_null=True), nullable=not field.required)
    target = [ForeignKey(f"{field.to[0]}.id")] if len(field.to) == 1 else []
    unique = field.name == "id"
    return Column(field.name, Text, *target, unique=unique, nullable=not field.required)


def _is_link(field: Field) -> bool:
    return field.kind in ("refs", "terms")


def _table(kind: str) -> Table:
    position = Column("position", Integer, primary_key=True)  # the order of the file
    columns = [_column(field) for field in SHAPES[kind] if not _is_link(field)]
    return Table(kind, metadata, position, *columns)


def _link(kind: str, field: Field) -> Table:
    target = [ForeignKey(f"{field.to[0]}.id")] if len(field.to) == 1 else []
    return Table(
        f"{kind}_{field.name}",
        metadata,
        Column("row", Integer, ForeignKey(f"{kind}.position"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("target", Text, *target, nullable=False),
    )


ROWS: Final[dict[str, Table]] = {kind: _table(kind) for kind in SHAPES}
LINKS: Final[dict[str, dict[str, Table]]] = {
    kind: {
        field.name: _link(kind, field)
        for field in shape
        if _is_link(field) and field.name != "source"
    }
    for kind, shape in SHAPES.items()
}
