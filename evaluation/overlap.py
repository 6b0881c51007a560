"""Finds evaluation messages that stand, equally or nearly so, in what the assistant learns from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from evaluation.sets import FOLDERS, NAMES, Item, load_set
from nlu.classifying.corpus import read_messages
from nlu.classifying.next_messages import read_next_messages

TOO_NEAR = 0.9
_EXAMPLE = re.compile(r"^\s*-\s+(.*\S)\s*$", re.MULTILINE)
_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_WORD = re.compile(r"[a-z0-9']+")


def near_pairs(root: Path) -> list[tuple[str, str, str]]:
    """Item id, its text, and the training text that is too near to it."""
    known = sorted({_folded(text) for text in learned_texts(root)} - {""})
    index = _Index(known)
    found = []
    for item in _held_out():
        # A follow-up ("and the treatment?") is the whole exchange, not its last words.
        near = index.nearest(_folded(" ".join(item.texts)))
        if near is not None:
            found.append((item.id, item.text, near))
    return found


def nearest_held_out(texts: Iterable[str]) -> list[str]:
    """Those of `texts` that say nearly the same as a held-out message (which is not shown)."""
    index = _Index(sorted({_folded(" ".join(item.texts)) for item in _held_out()}))
    return [text for text in texts if index.nearest(_folded(text)) is not None]


def _held_out() -> Iterator[Item]:
    for folder in FOLDERS:
        for name in NAMES:
            yield from load_set(name, folder)


def learned_texts(root: Path) -> Iterator[str]:
    """Every example, every message and every phrase of the lexicon, as plain words."""
    for path in sorted((root / "nlu" / "data").rglob("*.yml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            for example in _EXAMPLE.findall(str(group.get("examples", ""))):
                yield _ENTITY.sub(r"\1", example)
    yield from (message.text for message in read_messages(root / "nlu" / "messages"))
    yield from (one.text for one in read_next_messages(root / "nlu" / "next_messages"))
    for path in sorted((root / "nlu" / "lexicon").rglob("*.yml")):
        yield from _strings(yaml.safe_load(path.read_text(encoding="utf-8")))


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from _strings(value)


class _Index:
    """Finds a text that is nearly the same, by letters or by words."""

    def __init__(self, known: Sequence[str]) -> None:
        self._known = known
        self._words = [frozenset(text.split()) for text in known]
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._having[word].append(place)

    def nearest(self, text: str) -> str | None:
        if not text:
            return None
        best = process.extractOne(text, self._known, scorer=fuzz.ratio, score_cutoff=100 * TOO_NEAR)
        return str(best[0]) if best is not None else self._by_words(frozenset(text.split()))

    def _by_words(self, own: frozenset[str]) -> str | None:
        """Whoever shares nine words of ten shares one of the rarest two (or so) of them."""
        rarest = sorted(own, key=lambda word: len(self._having.get(word, ())))
        missing = int(len(own) * (1 - TOO_NEAR)) + 1
        for place in {p for word in rarest[:missing] for p in self._having.get(word, ())}:
            learned = self._words[place]
            if len(own & learned) >= TOO_NEAR * len(own | learned):
                return self._known[place]
        return None


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("’", "'")))
