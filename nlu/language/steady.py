"""Whether a message says of a sign that it is known for long and has not changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from nlu.language.language import Analysis
from nlu.language.lexicon_files import LEXICON, read_yaml

KIND = "steady"  # of the phrases in steady.yml


def is_steady(analysis: Analysis, start: int, end: int) -> bool:
    """Words that say so of the sign at these characters, and none of change beside them.

    "Nothing new" is no change, and "my back trembles since Monday" is none of the bladder's.
    """
    found = analysis.phrases[KIND]
    steady = {place for match in found if match.key == KIND for place in match.used}
    kept = [*steady, *_words(analysis, start, end)]
    changed = [
        match
        for match in found
        if match.key != KIND and not _is_the_tremors(analysis, match.first, kept)
    ]
    return bool(steady) and all(steady.intersection(match.used) for match in changed)


def _words(analysis: Analysis, start: int, end: int) -> list[int]:
    words = enumerate(analysis.text.words)
    return [place for place, word in words if word.start < end and word.end > start]


def _is_the_tremors(analysis: Analysis, place: int, kept: Collection[int]) -> bool:
    """Whether the tremor stands in the same clause, and none of what is kept."""
    first, after = analysis.clause_of(place)
    tremor = any(first <= one < after for one in analysis.places_of("{tremor}"))
    return tremor and not any(first <= one < after for one in kept)


def steady_signs(folder: Path = LEXICON) -> Mapping[str, str]:
    """The signs that may be steady, each with the red flag that it is when it is new."""
    signs: Mapping[str, str] = read_yaml(folder / f"{KIND}.yml")["signs"]
    return signs
