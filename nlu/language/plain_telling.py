"""Texts of the plainest words alone: what trembles, on what occasion, since when; or a nod."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from nlu.language.topic_matcher import tokens_of

FILE = Path(__file__).resolve().parents[1] / "lexicon" / "plain_telling.yml"


class PlainTelling:
    """Knows words with which no danger can be told (plain_telling.yml), or no fact (nods.yml)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    @classmethod
    def from_file(cls, path: Path = FILE) -> PlainTelling:
        """With the words that are committed."""
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))["words"]
        return cls(word for words in groups.values() for word in words)

    def is_plain(self, text: str) -> bool:
        """Whether the text has words, and all of them are such or numbers."""
        words = [token.form for token in tokens_of(text)]
        return bool(words) and all(word in self._words or word.isdecimal() for word in words)
