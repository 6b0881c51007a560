"""Reads the rows of knowledge.db back as they stand in the YAML files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from knowledge.shapes import SHAPES
from knowledge.tables import LINKS, ROWS, citations

Row = dict[str, Any]
Targets = dict[int, list[str]]


def read_table(connection: Connection, kind: str) -> list[Row]:
    """Every row of the file `kind`, in its order, without the fields it does not have."""
    table = ROWS[kind]
    lists = {name: _targets(connection, link) for name, link in LINKS[kind].items()}
    lists["source"] = _sources(connection, kind)
    return [
        dict(_fields(kind, dict(row._mapping), lists))
        for row in connection.execute(select(table).order_by(table.c.position))
    ]


def _fields(kind: str, columns: Row, lists: dict[str, Targets]) -> Iterator[tuple[str, Any]]:
    for field in SHAPES[kind]:
        if field.name in lists:
            targets = lists[field.name].get(columns["position"])
            if targets or field.required:
                yield field.name, targets or []
        elif columns[field.name] is not None:
            yield field.name, columns[field.name]


def _targets(connection: Connection, link: Table) -> Targets:
    targets: Targets = defaultdict(list)
    query = select(link.c.row, link.c.target).order_by(link.c.row, link.c.position)
    for row, target in connection.execute(query):
        targets[row].append(target)
    return targets


def _sources(connection: Connection, kind: str) -> Targets:
    targets: Targets = defaultdict(list)
    query = select(citations.c.row, citations.c.target).where(citations.c.table == kind)
    ordered = query.order_by(citations.c.row, citations.c.position)
    for row, target in connection.execute(ordered):
        targets[row].append(target)
    return targets
