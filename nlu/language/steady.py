"""Whether a message says of a sign that it is known for long and has not changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nlu.language.language import Analysis
from nlu.language.lexicon_files import LEXICON, read_yaml

KIND = "steady"  # of the phrases in steady.yml


def is_steady(analysis: Analysis) -> bool:
    """Words that say so, and none of change beside them ("nothing new" is no change)."""
    found = analysis.phrases[KIND]
    steady = {place for match in found if match.key == KIND for place in match.used}
    changed = [match for match in found if match.key != KIND]
    return bool(steady) and all(steady.intersection(match.used) for match in changed)


def steady_signs(folder: Path = LEXICON) -> Mapping[str, str]:
    """The signs that may be steady, each with the red flag that it is when it is new."""
    signs: Mapping[str, str] = read_yaml(folder / f"{KIND}.yml")["signs"]
    return signs
