"""How the tremor began (sudden, gradual, recurrent) and hints at its course ("for ages")."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nlu.language.facts import Fact
from nlu.language.language import Analysis
from nlu.language.matcher import Match
from nlu.language.persons import Owner, PersonReader, Speaker


def read_onset(
    analysis: Analysis,
    complaints: Collection[int],
    persons: PersonReader,
    owners: Sequence[Owner],
    speaker: Speaker,
) -> list[Fact]:
    """Onset facts and hints at the course ("for ages").

    `complaints` are the places of words for other findings, whose onset it may be.
    """
    facts: dict[str, Fact] = {}
    found = analysis.phrases["onset"]
    masks = [match for match in found if match.key.endswith(":not")]
    for match in found:
        key = match.key
        if key.endswith(":not") or any(
            mask.key == f"{key}:not" and mask.first < match.after and match.first < mask.after
            for mask in masks
        ):
            continue
        if persons.subject(analysis, owners, speaker, match.first, match.after) == "other":
            continue
        if _of_complaint(analysis, match, complaints):
            continue
        status = analysis.context.status(match.first, match.after, match.used)
        if status == "hypothetical":
            continue
        words = analysis.text.words
        entity = "course_hint" if key in ("acute", "chronic") else "onset"
        start, end = words[match.first].start, words[match.after - 1].end
        facts.setdefault(key, Fact(entity, key, start, end, status=status))
    return list(facts.values())


def _of_complaint(analysis: Analysis, match: Match, complaints: Collection[int]) -> bool:
    """ "Fevers on and off": the clause is about something else than the tremor."""
    first, after = analysis.clause_of(match.first)
    if any(first <= place < after for place in analysis.places_of("{tremor}")):
        return False
    if {"it", "this"}.intersection(analysis.norms[first:after]):
        return False
    return any(first <= place < after and place not in match.used for place in complaints)
