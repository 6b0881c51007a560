"""Flesch-Kincaid grade of a text: the school year in which it can be read.

Syllables are counted by vowel groups, so no dictionary has to be fetched; that errs by a few
tenths of a grade, towards too hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def grade(text: str) -> float:
    """School grade (US) of `text`."""
    words = re.findall(r"[A-Za-z'-]+", text)
    sentences = max(1, len(re.findall(r"[.!?](?=\s|$)", text)))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` with every medical name replaced by a short word: names cannot be made simpler."""
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(rf"\b{re.escape(name)}\b" for name in longest_first)
    return re.sub(pattern, "name", text, flags=re.IGNORECASE)


def _syllables(word: str) -> int:
    lower = word.lower()
    groups = len(re.findall(r"[aeiouy]+", lower))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxz]es$", lower) is not None
    return max(1, groups - silent)
