"""What the ids in a summary are called, from the knowledge store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from bot.errors import StoreError
from knowledge.errors import KnowledgeError
from knowledge.store import KnowledgeStore

_NAMED = ("conditions", "tests", "specialists", "findings", "red_flags", "urgency_levels")
_PLAIN = Formatter()


@dataclass(frozen=True, slots=True)
class Names:
    """Names, what they mean, and for levels of urgency how soon; all by id.

    `speaker` fills the content's placeholders in.
    """

    names: Mapping[str, str]
    glosses: Mapping[str, str]
    how_soon: Mapping[str, str]
    speaker: Mapping[str, str]
    # The same by kind of content: an illness may be a finding of the past and a candidate.
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def name(self, id_: str, kind: str = "") -> str:
        """The name; an id that the content does not know is at least made readable."""
        known = self.kinds.get(kind, {}).get(id_) or self.names.get(id_)
        return self.fill(known or id_.replace("_", " ").replace(":", " "))

    def explained(self, id_: str, kind: str = "") -> str:
        """The name with what it means behind it, where it is a word that people do not know."""
        name, gloss = self.name(id_, kind), self.glosses.get(id_)
        return f"{name} ({self.fill(gloss)})" if gloss else name

    def fill(self, text: str) -> str:
        """Put words for {you}, {your} and the like; other braces stay as they are."""
        if "{" not in text:
            return text
        return _PLAIN.vformat(text, (), _Kept(self.speaker))


class _Kept(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def read_names(path: Path, speaker: Mapping[str, str]) -> Names:
    """Read the few words that are needed; the store itself is not kept in memory."""
    try:
        rows = KnowledgeStore(path).clinical_content()
    except KnowledgeError as error:
        raise StoreError(str(error)) from error
    named = {row["id"]: row["name"] for kind in _NAMED for row in rows[kind]}
    how_soon = {row["id"]: row["how_soon"] for row in rows["urgency_levels"]}
    glosses = {row["id"]: row["gloss"] for kind in _NAMED for row in rows[kind] if row.get("gloss")}
    kinds = {kind: {row["id"]: row["name"] for row in rows[kind]} for kind in _NAMED}
    return Names(
        MappingProxyType(named),
        MappingProxyType(glosses),
        MappingProxyType(how_soon),
        speaker,
        MappingProxyType(kinds),
    )
