"""Read the lexicon's YAML files, with errors that name the file and say what to mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).resolve().parent.parent / "lexicon"


class LexiconError(ValueError):
    """A lexicon file cannot be used; the message names the file and what is wrong with it."""


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in `path`; every scalar is read as a string, so "no" and "on" stay words."""
    try:
        text = path.read_text(encoding="utf-8")
        content = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it builds strings only
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise LexiconError(f"{path} must hold a mapping at its top, not {type(content).__name__}.")
    return content


def words_of(path: Path, content: dict[str, Any], key: str) -> list[str]:
    """The list of words under `key`; YAML's bare yes/no/numbers are refused with a hint."""
    listed = content.get(key, [])
    wrong = [item for item in listed if not isinstance(item, str)]
    if wrong:
        raise LexiconError(f"{path}: under {key!r} put quotes around {wrong!r}.")
    return list(listed)
