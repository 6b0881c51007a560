"""Checks one value of each kind of field; each fault says what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from knowledge.shapes import QUESTION_KINDS, Field, FieldKind
from knowledge.terms import term_fault
from knowledge.tone import faults, sentences

Ids = Mapping[str, frozenset[str]]  # the ids of each file
Check = Callable[[Any, Field, Ids], Iterator[str]]

_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(:[a-z_]+)?")
_REVIEW_KEYS: Final = {"state", "reviewer", "date"}
_REVIEW_STATES: Final = ("unreviewed", "reviewed", "rejected")
_FEWEST, _MOST = 2, 5  # sentences of a text


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


def _check_question(value: Any, _field: Field, ids: Ids) -> Iterator[str]:
    name = str(value)
    if name in QUESTION_KINDS or name in ids["findings"]:
        return
    if name.removeprefix("flag:") not in ids["red_flags"]:
        known = ", ".join(QUESTION_KINDS)
        yield f"{name!r} asks for nothing known; use a finding, flag:ID or {known}"


def _check_number(value: Any, _field: Field, _ids: Ids) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"is {value!r}, no number; write one such as 2 or -1"


def _check_choice(value: Any, field: Field, _ids: Ids) -> Iterator[str]:
    if value not in field.allowed:
        yield f"is {value!r}; choose one of {', '.join(field.allowed)}"


def _check_ref(value: Any, field: Field, ids: Ids) -> Iterator[str]:
    if not any(str(value) in ids[kind] for kind in field.to):
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


CHECKS: Final[Mapping[FieldKind, Check]] = {
    "id": _check_id,
    "question": _check_question,
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
