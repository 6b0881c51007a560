"""The items of the content that a question can be about, with their kinds and their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KINDS = (
    "type",
    "disease",
    "cause",
    "pathology",
    "test",
    "specialist",
    "treatment",
    "complication",
)
GENERAL = ("overview", "expert_advice")
"""Rows without a name of their own: they are found by description alone."""
GLOSSARY = "glossary"
GROUPS = ("back", "tremor", "elsewhere", "illness", "animal", "figure")
"""Not items but groups of words that show what a complaint is about."""


class TopicFileError(ValueError):
    """A file of topic names cannot be used; the text says which, where and what to mend."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Kinds of every item (its own heading first), its names, and its looser lay words."""

    kinds: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    lay_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kind_of(self, topic: str) -> str:
        """The heading under which an item stands first."""
        return self.kinds[topic][0]

    def to_dict(self) -> dict[str, dict[str, list[str]]]:
        """Plain lists, as they are kept with a model."""
        parts = {"kinds": self.kinds, "names": self.names, "lay_words": self.lay_words}
        return {key: {item: list(row) for item, row in part.items()} for key, part in parts.items()}

    @classmethod
    def from_dict(cls, rows: Mapping[str, Mapping[str, Iterable[str]]]) -> Topics:
        """What `to_dict` made."""
        return cls(
            **{
                part: {item: tuple(row) for item, row in all_.items()}
                for part, all_ in rows.items()
            }
        )

    def fits(self, topic: str, kinds: tuple[str, ...]) -> bool:
        """Whether an item stands under one of `kinds`."""
        return any(kind in kinds for kind in self.kinds[topic])


def load_topics(
    names: Path,
    groups: Path,
    synonyms: Path | None = None,
    glossary: Path | None = None,
) -> Topics:
    """The names by kind, the groups of words, and the synonyms and glossary of the content."""
    rows = _read(names)
    also = rows.pop("also", {})
    kinds: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    for kind, items in rows.items():
        if kind not in (*KINDS, *GENERAL):
            allowed = (*KINDS, *GENERAL)
            raise TopicFileError(f"{names}: {kind!r} is no kind of item. Use one of {allowed}.")
        for item, words in items.items():
            kinds[item] = (kind, *also.get(item, ()))
            phrases[item] = tuple(words)
    for group, words in _read(groups).items():
        kinds[group], phrases[group] = (group,), tuple(words)
    named = {item for item, own in kinds.items() if own[0] not in GENERAL}
    lay = {item: words for item, words in _listed(synonyms) if item in named}
    for item, words in _listed(glossary):
        if item not in kinds:
            kinds[item], lay[item] = (GLOSSARY,), words
    return Topics(kinds, phrases, lay)


def _listed(path: Path | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Rows `{id, words, term?}` of a content file."""
    if path is None:
        return
    for row in _read(path).get("rows", []):
        terms = [row["term"]] if "term" in row else []
        yield row["id"], tuple(str(word) for word in (*terms, *row.get("words", ())))


def _read(path: Path) -> dict[str, Any]:
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise TopicFileError(f"{path} cannot be read: {error}") from error
    if not isinstance(rows, dict):
        raise TopicFileError(f"{path} must hold a mapping at its top.")
    return rows
