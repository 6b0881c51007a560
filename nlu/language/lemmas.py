"""Bring inflected words to the base form that the lexicon uses, by rules and exceptions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

_VOWELS = "aeiou"
_SHORTEST_STEM = 3


def base_forms(word: str) -> Iterator[str]:
    """Possible base forms of an English word, most likely first, without the word itself."""
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
        yield word[:-1]
    elif word.endswith("es") and len(word) > 4:
        yield word[:-1]
        yield word[:-2]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        yield word[:-1]
    for ending in ("ing", "in", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield from _stems(word[: -len(ending)], ending)


def _stems(stem: str, ending: str) -> Iterator[str]:
    """Base forms behind "-ing", "-in'" and "-ed"."""
    if stem.endswith("i") and ending == "ed":
        yield stem[:-1] + "y"
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        yield stem[:-1]
    if ending == "in":
        # only "feelin" for "feeling": a bare "in" is too often part of the word
        yield stem
        return
    yield stem
    yield stem + "e"


class Lemmas:
    """Base forms towards a known vocabulary: a form counts only if the lexicon knows it."""

    def __init__(self, vocabulary: Collection[str], exceptions: Mapping[str, str]) -> None:
        self._vocabulary = frozenset(vocabulary)
        self._exceptions = dict(exceptions)
        self._cache: dict[str, str] = {}

    def of(self, word: str) -> str:
        """The base form of `word`, or the word itself where no known form lies behind it."""
        found = self._cache.get(word)
        if found is None:
            found = self._find(word)
            if len(self._cache) < 20_000:
                self._cache[word] = found
        return found

    def knows(self, word: str) -> bool:
        """Whether the lexicon uses this word or its base form."""
        return word in self._exceptions or word in self._vocabulary or self._find(word) != word

    def _find(self, word: str) -> str:
        if word in self._exceptions:
            return self._exceptions[word]
        for form in base_forms(word):
            known = self._exceptions.get(form, form)
            if known in self._vocabulary:
                return known
        return word
