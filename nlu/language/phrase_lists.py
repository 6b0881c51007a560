"""The phrase files of the lexicon: findings as one kind, and one file for each other kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.language.lexicon_files import LexiconError, read_yaml
from nlu.language.patterns import PatternError, compile_pattern

_KINDS = ("activation", "onset", "durations", "ages", "persons", "unmatched", "steady", "manner")


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The phrases of one kind: key -> ways to say it."""

    kind: str
    phrases: dict[str, list[str]]

    def all(self) -> Iterator[str]:
        """Every phrase of the kind."""
        for phrases in self.phrases.values():
            yield from phrases


def phrase_lists(folder: Path) -> Iterator[PhraseList]:
    """All phrase files: findings/*.yml as one kind, every other file as its own."""
    findings: dict[str, list[str]] = {}
    for path in sorted((folder / "findings").glob("*.yml")):
        for key, phrases in _read(path).items():
            findings.setdefault(key, []).extend(phrases)
    yield PhraseList("findings", findings)
    for kind in _KINDS:
        path = folder / f"{kind}.yml"
        if path.exists():
            yield PhraseList(kind, _read(path))


def _read(path: Path) -> dict[str, list[str]]:
    """`phrases:` of a file; an entry is a list, or a mapping of sides ("say", "deny") to lists."""
    found: dict[str, list[str]] = {}
    for key, entry in read_yaml(path).get("phrases", {}).items():
        for side, phrases in (entry if isinstance(entry, dict) else {"say": entry}).items():
            name = key if side == "say" else f"{key}:{side}"
            found[name] = [_checked(path, key, phrase) for phrase in phrases]
    return found


def _checked(path: Path, key: str, phrase: Any) -> str:
    if not isinstance(phrase, str):
        raise LexiconError(f"{path}: under {key!r} put quotes around {phrase!r}.")
    try:
        compile_pattern(phrase)
    except PatternError as error:
        raise LexiconError(f"{path}: under {key!r}: {error}") from error
    return phrase
