"""Words of dialects, and words written by ear, in the spelling that everything else here knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from nlu.language.lexicon_files import LEXICON, LexiconError, read_yaml

_FILE = "spoken.yml"


@lru_cache(maxsize=4)
def spoken_words(folder: Path = LEXICON) -> Mapping[str, str]:
    """One word for one word, both in lower case ("cannae" -> "can't").

    Raises:
        LexiconError: the file is broken, or a word stands for more than one.
    """
    path = folder / _FILE
    sections: dict[str, dict[str, str]] = read_yaml(path)
    words = {**sections["dialects"], **sections["by_ear"]}
    for word, written in words.items():
        if len(written.split()) != 1:
            raise LexiconError(f"{path}: {word!r} must stand for one word, not {written!r}.")
    return words


def in_full(written: str) -> str:
    """A contraction as the two words that it joins: "can't" is "can not"."""
    if written == "can't":
        return "can not"
    return "will not" if written == "won't" else written.replace("n't", " not")
