"""Builds ledgers from short words, and the clinical model from the content files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assessment.ledger import Evidence, Ledger
from assessment.model import ClinicalModel

CONTENT = Path(__file__).resolve().parents[3] / "knowledge" / "content"
CLINICAL = (
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


@cache
def content() -> dict[str, list[dict[str, Any]]]:
    """The rows of the content files, defaults filled in."""
    return {name: _rows(name) for name in CLINICAL}


@cache
def clinical_model() -> ClinicalModel:
    """The real model: what the tests judge is what the assistant uses."""
    return ClinicalModel.from_content(content())


@cache
def stories() -> list[dict[str, str]]:
    """Typical stories of each condition."""
    text = (Path(__file__).parent / "stories.yml").read_text(encoding="utf-8")
    rows: list[dict[str, str]] = yaml.safe_load(text)
    return rows


def told(*words: str, turn: int = 0) -> Ledger:
    """A ledger of `pain`, `!numbness`, `?stress`, `activation:static`, `duration=21`, `age=46`...

    `answered:safety` is the record of a question, `flag:stroke`, `!flag:stroke` and `?flag:stroke`
    a red flag that is there, denied or hinted at.
    """
    return Ledger().extend(evidence(words, turn))


def evidence(words: Iterable[str], turn: int = 0) -> list[Evidence]:
    """The evidence behind such words, each quoted by its own word."""
    return [_one(word, turn) for word in words]


def _one(word: str, turn: int) -> Evidence:
    status: Any = {"!": "absent", "?": "unknown"}.get(word[0], "present")
    bare = word.lstrip("!?")
    if "=" in bare:
        about, value = bare.split("=")
    elif ":" in bare:
        about, value = bare.split(":", 1)
    else:
        about, value = "finding", bare
    kind: Any = {"answered": "question"}.get(about, about)
    return Evidence(kind, value, status, turn=turn, quote=bare)


def _rows(name: str) -> list[dict[str, Any]]:
    data = yaml.safe_load((CONTENT / f"{name}.yml").read_text(encoding="utf-8"))
    if isinstance(data, list):
        return data
    return [{**data.get("defaults", {}), **row} for row in data["rows"]]
