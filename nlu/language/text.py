"""Clean a message for matching, one character for one, so every offset stays the user's own."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_STRAIGHT = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u0060": "'",
    "\u00b4": "'",
    "\u2032": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2212": "-",
    "\u2026": ".",
    "\u2022": ";",
    "\u00b7": ";",
    "\u3002": ".",
    "\uff0c": ",",
}


@lru_cache(maxsize=4096)
def _clean_char(char: str) -> str:
    """One character in the form that the lexicon is written in; always exactly one character."""
    if char in _STRAIGHT:
        return _STRAIGHT[char]
    if char in "\n\r\v\f\u2028\u2029":
        return "\n"
    category = unicodedata.category(char)
    if category[0] == "Z" or category in ("Cc", "Cf", "Cs", "Co"):
        return " "
    if category[0] == "M":
        return "'" if char == "\u0301" else " "
    plain = unicodedata.normalize("NFKD", char.lower())
    return plain[0] if plain and plain[0].isalnum() and char not in "½¼¾" else char


def clean(text: str) -> str:
    """Lower case, straight quotes and hyphens, no accents or control characters; same length.

    Elongated letters and contractions are not touched here: they change the length, so they are
    read word by word (`nlu.language.words`).
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    return "".join([_clean_char(char) for char in text])
