"""Checks the content: every mistake of every file is found in one go, with its line and field."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.checks import CHECKS, Ids
from knowledge.errors import ContentError, Problem
from knowledge.shapes import ITEM_KINDS, SHAPES, Field
from knowledge.yaml_rows import Row, read_rows

Content = dict[str, list[dict[str, Any]]]
Rows = Mapping[str, list[Row]]


def read_content(folder: Path) -> Content:
    """The checked rows of every file of `folder`; raises ContentError with all mistakes."""
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for kind in SHAPES:
        rows[kind], found = read_rows(folder / f"{kind}.yml")
        problems += found
    problems += _unknown_files(folder)
    ids = {kind: frozenset(str(row.values.get("id")) for row in rows[kind]) for kind in SHAPES}
    for kind, shape in SHAPES.items():
        for row in rows[kind]:
            problems += _row_problems(row, {field.name: field for field in shape}, ids)
    problems += _repeated_ids(rows)
    problems += _conditions_without_care(rows)
    if problems:
        raise ContentError(problems)
    return {kind: [_plain(row) for row in rows[kind]] for kind in SHAPES}


def _unknown_files(folder: Path) -> Iterator[Problem]:
    for path in folder.glob("*.y*ml"):
        if path.name not in {f"{kind}.yml" for kind in SHAPES}:
            yield Problem(path.name, 1, "file", "is not read by anything; rename or remove it")


def _row_problems(row: Row, shape: Mapping[str, Field], ids: Ids) -> Iterator[Problem]:
    for name, field in shape.items():
        if field.required and row.values.get(name) is None:
            yield row.problem(name, f"is missing; add '{name}:' to the row")
    for name, value in row.values.items():
        if name not in shape:
            yield row.problem(name, f"is unknown; this file knows {', '.join(shape)}")
        elif value is not None:
            for fault in CHECKS[shape[name].kind](value, shape[name], ids):
                yield row.problem(name, fault)


def _repeated_ids(rows: Rows) -> Iterator[Problem]:
    """An id names one row of its file; the ids of things to explain, one row of all files."""
    for kind in SHAPES:
        peers = ITEM_KINDS if kind in ITEM_KINDS else (kind,)
        count = Counter(str(row.values.get("id")) for peer in peers for row in rows[peer])
        for row in rows[kind]:
            name = str(row.values.get("id"))
            if "id" in row.values and count[name] > 1:
                yield row.problem("id", f"{name!r} stands more than once; choose another id")


def _conditions_without_care(rows: Rows) -> Iterator[Problem]:
    cared = {str(row.values.get("condition")) for row in rows["care"]}
    for row in rows["conditions"]:
        if str(row.values.get("id")) not in cared:
            yield row.problem("id", "has no row in care.yml; say which doctors and tests fit")


def _plain(row: Row) -> dict[str, Any]:
    """The row's values as they are stored: no empty fields, no stray blanks, dates as text."""
    return {name: _tidy(value) for name, value in row.values.items() if value is not None}


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _tidy(entry) for key, entry in value.items()}
    return [_tidy(entry) for entry in value] if isinstance(value, list) else value
