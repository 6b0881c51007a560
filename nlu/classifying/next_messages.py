"""Labelled messages of nlu/next_messages: what people write after something was explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.language.follow_up_labels import LISTED
from nlu.language.topics import Topics

FOLDER = Path(__file__).resolve().parents[1] / "next_messages"
_KEYS = frozenset({"after", "asks", "item", "text"})


class NextMessageError(ValueError):
    """A file of next messages cannot be used; the text names the file, the line and the remedy."""


@dataclass(frozen=True, slots=True)
class NextMessage:
    """One message, after an item or the question for a section; what it asks, an intent or so."""

    text: str
    after: str
    asks: str

    def context(self, topics: Topics) -> str:
        """The kind of the item before it, or a list."""
        return topics.kind_of(self.after) if self.after in topics.kinds else LISTED


def read_next_messages(folder: Path = FOLDER) -> Iterator[NextMessage]:
    """All messages of all files.

    Raises:
        NextMessageError: a file is no YAML, or a line lacks something or has too much.
    """
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise NextMessageError(f"{path.name} is no YAML: {error}") from error
        if not isinstance(content, dict) or not {"source", "messages"} <= set(content):
            raise NextMessageError(f"{path.name} needs `source` and `messages` at its top.")
        for number, row in enumerate(content["messages"], 1):
            yield _message(f"{path.name}, message {number}", row)


def _message(where: str, row: Any) -> NextMessage:
    if not isinstance(row, dict) or not {"after", "asks", "text"} <= set(row) <= _KEYS:
        raise NextMessageError(f"{where}: write {{after: …, asks: …, text: …}}; see README.md.")
    if not all(isinstance(value, str) and value.strip() for value in row.values()):
        raise NextMessageError(f"{where}: every value is a text and none is empty.")
    return NextMessage(row["text"], row["after"], row["asks"])
