"""Reads a content file into rows that know the line of every field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its values, and the line where each field (and the row) stands."""

    file: str
    line: int
    values: dict[str, Any]
    lines: dict[str, int]

    def problem(self, field: str, message: str) -> Problem:
        """A mistake in one field of this row."""
        return Problem(self.file, self.lines.get(field, self.line), field, message)


@dataclass(frozen=True, slots=True)
class _File:
    """A file while it is read."""

    name: str
    loader: yaml.CSafeLoader
    problems: list[Problem]

    def refuse(self, node: yaml.Node, field: str, message: str) -> None:
        self.problems.append(Problem(self.name, node.start_mark.line + 1, field, message))

    def fields(self, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.Node]]:
        """The fields of a mapping; anything else, and a field given twice, is refused."""
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, what, "is not a mapping; write 'field: value' lines")
            return
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                self.refuse(key, name, "stands twice in the same row; keep one of them")
            seen.add(name)
            yield name, value

    def row(self, node: yaml.Node, defaults: Row | None = None) -> Row:
        values = dict(defaults.values) if defaults else {}
        lines = dict(defaults.lines) if defaults else {}
        for name, value in self.fields(node, "row"):
            lines[name] = value.start_mark.line + 1
            try:
                values[name] = self.loader.construct_object(value, deep=True)
            except (yaml.YAMLError, ValueError):
                self.refuse(value, name, f"{value.value!r} cannot be read; write it in quotes")
        return Row(self.name, node.start_mark.line + 1, values, lines)


def read_rows(path: Path) -> tuple[list[Row], list[Problem]]:
    """The rows of `path` with its `defaults` filled in, and what is wrong with its form."""
    if not path.is_file():
        missing = "the file is missing; restore it, or add it with a list of rows"
        return [], [Problem(path.name, 1, "file", missing)]
    try:
        loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
    except UnicodeDecodeError as error:
        return [], [
            Problem(path.name, 1, "file", f"is not UTF-8 text ({error.reason}); save it so")
        ]
    except yaml.YAMLError as error:
        return [], [_unreadable(path, error)]
    file = _File(path.name, loader, [])
    return _rows(file, root), file.problems


def _unreadable(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "it holds characters that YAML does not allow"
    line = mark.line + 1 if mark else 1
    return Problem(path.name, line, "file", f"is not valid YAML: {what}; mend it")


def _rows(file: _File, root: yaml.Node | None) -> list[Row]:
    """A file is a list of rows, or a mapping with `defaults` and `rows`."""
    if root is None:
        file.problems.append(Problem(file.name, 1, "rows", "the file is empty; add a list of rows"))
        return []
    if isinstance(root, yaml.SequenceNode):
        return [file.row(node) for node in root.value]
    parts = dict(file.fields(root, "file"))
    for name in parts.keys() - {"defaults", "rows"}:
        file.refuse(parts[name], name, "is unknown here; a file holds 'defaults' and 'rows'")
    defaults = file.row(parts["defaults"]) if "defaults" in parts else None
    rows = parts.get("rows")
    if not isinstance(rows, yaml.SequenceNode):
        file.refuse(rows or root, "rows", "is no list; begin each row with '- '")
        return []
    return [file.row(node, defaults) for node in rows.value]
