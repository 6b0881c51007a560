"""Checks the content: every mistake of every file is found in one go, with its line and field."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from knowledge.errors import ContentError, Problem
from knowledge.shapes import ITEM_KINDS, SHAPES, Field, FieldKind
from knowledge.terms import term_fault
from knowledge.tone import faults, sentences
from knowledge.yaml_rows import Row, read_rows

Content = dict[str, list[dict[str, Any]]]
Rows = Mapping[str, list[Row]]
Ids = Mapping[str, frozenset[str]]

_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(:[a-z_]+)?")
_REVIEW_KEYS: Final = {"state", "reviewer", "date"}
_REVIEW_STATES: Final = ("unreviewed", "reviewed", "rejected")
_FEWEST, _MOST = 2, 5  # sentences of a text


def read_content(folder: Path) -> Content:
    """The checked rows of every file of `folder`; raises ContentError with all mistakes."""
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for kind in SHAPES:
        rows[kind], found = read_rows(folder / f"{kind}.yml")
        problems += found
    ids = {kind: frozenset(str(row.values.get("id")) for row in rows[kind]) for kind in SHAPES}
    for kind, shape in SHAPES.items():
        for row in rows[kind]:
            problems += _row_problems(row, {field.name: field for field in shape}, ids)
    problems += _repeated_ids(rows)
    problems += _conditions_without_care(rows)
    if problems:
        raise ContentError(problems)
    return {kind: [_plain(row) for row in rows[kind]] for kind in SHAPES}


def _row_problems(row: Row, shape: Mapping[str, Field], ids: Ids) -> Iterator[Problem]:
    for name, field in shape.items():
        if field.required and row.values.get(name) is None:
            yield row.problem(name, f"is missing; add '{name}:' to the row")
    for name, value in row.values.items():
        if name not in shape:
            yield row.problem(name, f"is unknown; this file knows {', '.join(shape)}")
        elif value is not None:
            for fault in _CHECKS[shape[name].kind](value, shape[name], ids):
                yield row.problem(name, fault)


def _repeated_ids(rows: Rows) -> Iterator[Problem]:
    """An id names one row of its file; the ids of things to explain, one row of all files."""
    for kind in SHAPES:
        peers = ITEM_KINDS if kind in ITEM_KINDS else (kind,)
        count = Counter(row.values.get("id") for peer in peers for row in rows[peer])
        for row in rows[kind]:
            if (id_ := row.values.get("id")) is not None and count[id_] > 1:
                yield row.problem("id", f"{id_!r} stands more than once; choose another id")


def _conditions_without_care(rows: Rows) -> Iterator[Problem]:
    cared = {row.values.get("condition") for row in rows["care"]}
    for row in rows["conditions"]:
        if row.values.get("id") not in cared:
            yield row.problem("id", "has no row in care.yml; say which doctors and tests fit")


def _check_line(value: Any, _field: Field, _ids: Ids) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"is {value!r}, no text; write a line in quotes"
    elif "\n" in value.strip():
        yield "runs over several lines; keep it to one"
    else:
        yield from faults(value)


def _check_note(value: Any, _field: Field, _ids: Ids) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"is {value!r}, no text; write at least one sentence"
    else:
        yield from faults(value)


def _check_text(value: Any, field: Field, ids: Ids) -> Iterator[str]:
    yield from _check_note(value, field, ids)
    if isinstance(value, str) and not _FEWEST <= sentences(value) <= _MOST:
        yield f"has {sentences(value)} sentences; write {_FEWEST} to {_MOST}"


def _check_id(value: Any, _field: Field, _ids: Ids) -> Iterator[str]:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        yield f"is {value!r}; an id is letters, digits and _, such as lumbar_xray"


def _check_number(value: Any, _field: Field, _ids: Ids) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"is {value!r}, no number; write one such as 2 or -1"


def _check_choice(value: Any, field: Field, _ids: Ids) -> Iterator[str]:
    if value not in field.allowed:
        yield f"is {value!r}; choose one of {', '.join(field.allowed)}"


def _check_ref(value: Any, field: Field, ids: Ids) -> Iterator[str]:
    if not any(value in ids[kind] for kind in field.to):
        files = " or ".join(f"{kind}.yml" for kind in field.to)
        yield f"{value!r} is no id of {files}; correct it, or add that row"


def _check_review(value: Any, _field: Field, _ids: Ids) -> Iterator[str]:
    if not isinstance(value, dict) or value.keys() != _REVIEW_KEYS:
        yield "is not complete; write {state: unreviewed, reviewer: null, date: null}"
    elif value["state"] not in _REVIEW_STATES:
        yield f"has the state {value['state']!r}; choose one of {', '.join(_REVIEW_STATES)}"
    elif value["state"] != "unreviewed" and not (value["reviewer"] and value["date"]):
        yield "says it was reviewed, but not by whom or when; add reviewer and date"


def _check_term(value: Any, _field: Field, ids: Ids) -> Iterator[str]:
    fault = term_fault(str(value), ids["findings"], ids["red_flags"])
    if fault:
        yield f"{value!r} cannot be judged: {fault}"


def _check_option(value: Any, field: Field, ids: Ids) -> Iterator[str]:
    if not isinstance(value, dict) or value.keys() != {"id", "title"}:
        yield f"holds {value!r}; a choice is {{id: ..., title: ...}}"
    else:
        yield from _check_id(value["id"], field, ids)
        yield from _check_line(value["title"], field, ids)


Check = Callable[[Any, Field, Ids], Iterator[str]]


def _each(check: Check) -> Check:
    """The check of a list whose entries pass `check` and stand in it once."""

    def check_list(value: Any, field: Field, ids: Ids) -> Iterator[str]:
        if not isinstance(value, list) or len(value) < field.at_least:
            yield f"is {value!r}; write a list of at least {field.at_least}"
            return
        for entry in value:
            yield from check(entry, field, ids)
            if value.count(entry) > 1:
                yield f"names {entry!r} twice; keep one"

    return check_list


_CHECKS: Final[Mapping[FieldKind, Check]] = {
    "id": _check_id,
    "line": _check_line,
    "text": _check_text,
    "note": _check_note,
    "number": _check_number,
    "choice": _check_choice,
    "choices": _each(_check_choice),
    "lines": _each(_check_line),
    "options": _each(_check_option),
    "ref": _check_ref,
    "refs": _each(_check_ref),
    "terms": _each(_check_term),
    "review": _check_review,
}


def _plain(row: Row) -> dict[str, Any]:
    """The row's values in the order of its shape's file, folded lines joined, dates as text."""
    return {name: _tidy(value) for name, value in row.values.items() if value is not None}


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _tidy(entry) for key, entry in value.items()}
    return [_tidy(entry) for entry in value] if isinstance(value, list) else value
