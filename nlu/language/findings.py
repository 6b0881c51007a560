"""Findings in a message: the phrases that match, the most specific ones kept, with their status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlu.language.facts import Fact
from nlu.language.language import Analysis
from nlu.language.matcher import Match
from nlu.language.persons import Owner, PersonReader, Speaker

_OPPOSITE = {"present": "absent", "absent": "present"}
HISTORY_OF_OTHERS = "family_tremor"


def finding_matches(analysis: Analysis) -> list[Match]:
    """Matches of finding phrases without those that lie inside a more specific one.

    A longer phrase of another finding takes its words: "leg pain" is leg_pain, not pain.
    A "not" phrase takes its words from its own finding only.
    """
    found = analysis.phrases["findings"]
    kept = [match for match in found if not _masked(match, found)]
    kept = [match for match in kept if not match.key.endswith(":not")]
    kept = [match for match in kept if not any(_inside(match, other) for other in kept)]
    return _one_of_each(kept)


def _one_of_each(matches: list[Match]) -> list[Match]:
    """Of overlapping phrases of one finding the fullest, then the tightest."""
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda one: (-len(one.used), one.after - one.first, one.first)):
        mine = set(match.used)
        if not any(
            finding_id(one) == finding_id(match) and mine & set(one.used) for one in chosen
        ):
            chosen.append(match)
    return sorted(chosen, key=lambda one: one.first)


def finding_id(match: Match) -> str:
    """The finding of a match, without its side."""
    return match.key.partition(":")[0]


def _masked(match: Match, found: Iterable[Match]) -> bool:
    if match.key.endswith(":not"):
        return False
    key = finding_id(match) + ":not"
    return any(
        other.key == key and other.first < match.after and match.first < other.after for other in found
    )


def _inside(match: Match, other: Match) -> bool:
    """Whether `other` says the same words and more."""
    return set(match.used) < set(other.used)


def read_findings(
    analysis: Analysis, persons: PersonReader, owners: Sequence[Owner], speaker: Speaker
) -> list[Fact]:
    """All findings as facts, one for each finding and status."""
    facts: dict[tuple[object, ...], Fact] = {}
    for match in finding_matches(analysis):
        if finding_id(match) == HISTORY_OF_OTHERS and speaker.kind == "relative":
            if any(owner.relation == speaker.relation for owner in owners_in(owners, match)):
                continue
        fact = _fact(analysis, match, persons, owners, speaker)
        facts.setdefault((fact.value, fact.status, fact.subject, fact.time), fact)
    return _without_contradictions(list(facts.values()))


def _fact(
    analysis: Analysis,
    match: Match,
    persons: PersonReader,
    owners: Sequence[Owner],
    speaker: Speaker,
) -> Fact:
    finding, _, side = match.key.partition(":")
    context = analysis.context
    status: str = context.status(match.first, match.after, match.used)
    if side == "deny":
        status = _OPPOSITE.get(status, status)
    words = analysis.text.words
    subject = persons.subject(analysis, owners, speaker, match.first, match.after)
    if finding == HISTORY_OF_OTHERS:
        subject = "self"
    return Fact(
        "finding",
        finding,
        words[match.first].start,
        words[match.after - 1].end,
        status=status,
        subject=subject,
        time=context.time(match.first, match.after, match.used),
    )


def owners_in(owners: Sequence[Owner], match: Match) -> list[Owner]:
    """The relatives named inside a match."""
    return [one for one in owners if one.relation and match.first <= one.place < match.after]


def _without_contradictions(facts: list[Fact]) -> list[Fact]:
    """A finding said to be there wins over a guess, a denial over a hypothetical."""
    told = {
        (fact.value, fact.subject, fact.time)
        for fact in facts
        if fact.status in ("present", "absent")
    }
    return [
        fact
        for fact in facts
        if fact.status in ("present", "absent") or (fact.value, fact.subject, fact.time) not in told
    ]
