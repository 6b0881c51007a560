"""Plain phrases made from the patterns of the lexicon, to train on and to show what they mean."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from nlu.language.lexicon_files import LEXICON, read_yaml
from nlu.language.patterns import choice_of, compile_pattern
from nlu.language.phrase_lists import phrase_lists

_FEWEST, _MOST, _ALTERNATIVES_EACH = 2, 4, 6


def finding_phrases(folder: Path = LEXICON, seed: int = 0) -> list[tuple[str, str]]:
    """(finding, phrase) pairs, the same for the same seed; more for patterns with more to them."""
    picker = random.Random(seed)  # noqa: S311 - examples, not secrets
    classes: dict[str, list[str]] = read_yaml(folder / "classes.yml")["classes"]
    findings = next(found for found in phrase_lists(folder) if found.kind == "findings")
    pairs: dict[tuple[str, str], None] = {}
    for finding, patterns in findings.phrases.items():
        if ":" in finding:
            continue
        for pattern in patterns:
            for phrase in _phrases(pattern, classes, picker):
                pairs[finding, phrase] = None
    return list(pairs)


def _phrases(
    pattern: str, classes: Mapping[str, Sequence[str]], picker: random.Random
) -> Iterator[str]:
    rows = compile_pattern(pattern)
    count = min(max(pattern.count("|") // _ALTERNATIVES_EACH, _FEWEST), _MOST)
    for _ in range(count):
        row = picker.choice(rows)
        yield " ".join(_words(step.symbol, classes, picker) for step in row)


def _words(symbol: str, classes: Mapping[str, Sequence[str]], picker: random.Random) -> str:
    members = choice_of(symbol) or (classes[symbol[1:-1]] if symbol[0] == "{" else ())
    if not members:
        return symbol.lstrip("=")
    member = picker.choice(members)
    return _words(member, classes, picker) if member[0] == "{" else member.lstrip("=")
