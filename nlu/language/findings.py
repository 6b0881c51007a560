"""Findings in a message: the phrases that match, the most specific ones kept, with their status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nlu.language.facts import Fact
from nlu.language.language import Analysis
from nlu.language.manner import MannerReader, Manners
from nlu.language.matcher import Match
from nlu.language.persons import Owner, PersonReader, Speaker

_RANK = ("present", "absent", "unknown", "hypothetical")
_OPPOSITE = ("present", "absent")
_MASK = ":not"


def finding_matches(analysis: Analysis) -> list[Match]:
    """Matches of finding phrases without those that lie inside a more specific one.

    A longer phrase of another finding takes its words: "leg pain" is leg_pain, not pain.
    A "not" phrase takes its words from its own finding only.
    """
    found = analysis.phrases["findings"]
    masks: dict[str, list[Match]] = defaultdict(list)
    for match in found:
        if match.key.endswith(_MASK):
            masks[finding_id(match)].append(match)
    kept = [one for one in found if not one.key.endswith(_MASK)]
    kept = [one for one in kept if not _masked(one, masks.get(finding_id(one), ()))]
    using = _by_word(kept)
    kept = [one for one in kept if not any(_inside(one, other) for other in using[one.used[0]])]
    return _one_of_each(kept)


def _by_word(matches: Iterable[Match]) -> dict[int, list[Match]]:
    """The matches that use each word, so that nobody compares all with all."""
    using: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        for place in match.used:
            using[place].append(match)
    return using


def _one_of_each(matches: list[Match]) -> list[Match]:
    """Of overlapping phrases of one finding the fullest, then the tightest."""
    chosen: list[Match] = []
    taken: dict[str, set[int]] = defaultdict(set)
    for match in sorted(
        matches, key=lambda one: (-len(one.used), one.after - one.first, one.first)
    ):
        own = taken[finding_id(match)]
        if own.isdisjoint(match.used):
            chosen.append(match)
            own.update(match.used)
    return sorted(chosen, key=lambda one: one.first)


def finding_id(match: Match) -> str:
    """The finding of a match, without its side."""
    return match.key.partition(":")[0]


def _masked(match: Match, masks: Iterable[Match]) -> bool:
    return any(
        mask.first < match.after
        and match.first < mask.after
        and not _inside(mask, match)  # "lost weight without dieting" says more than the mask
        for mask in masks
    )


def _inside(match: Match, other: Match) -> bool:
    """Whether `other` says the same words and more."""
    return set(match.used) < set(other.used)


class FindingReader:
    """Turns matches into facts, by the rules of finding_rules.yml."""

    def __init__(
        self, rules: Mapping[str, Any], persons: PersonReader, manners: MannerReader
    ) -> None:
        self._persons = persons
        self._manners = manners
        self._when_past: Mapping[str, str] = rules["when_past"]
        self._uses = frozenset(rules["uses"])
        self._timeless = frozenset(rules["timeless"])
        self._of_relatives = frozenset(rules["of_relatives"])

    def read(
        self,
        analysis: Analysis,
        matches: Sequence[Match],
        owners: Sequence[Owner],
        speaker: Speaker,
    ) -> list[Fact]:
        """All findings as facts, one for each finding, status, subject and time."""
        facts: dict[tuple[object, ...], Fact] = {}
        manners = self._manners.of(analysis, owners, speaker)
        for match in matches:
            if finding_id(match) in self._of_relatives and _of_patient(match, owners, speaker):
                continue
            fact = self._fact(analysis, match, owners, speaker, manners)
            if fact.value in self._uses and (fact.status, fact.time) == ("present", "past"):
                continue  # "I used to drink, gave it up": nothing is taken now
            facts.setdefault((fact.value, fact.status, fact.subject, fact.time), fact)
        return _without_contradictions(list(facts.values()))

    def _fact(
        self,
        analysis: Analysis,
        match: Match,
        owners: Sequence[Owner],
        speaker: Speaker,
        manners: Manners,
    ) -> Fact:
        finding, _, side = match.key.partition(":")
        status: str = analysis.context.status(match.first, match.after, match.used)
        if side == "deny" and status in _OPPOSITE:
            flipped = analysis.context.flipped(match.first, match.after, match.used)
            status = "present" if flipped else "absent"
        time = analysis.context.time(match.first, match.after, match.used)
        if time == "past" and finding in self._when_past and status == "present":
            finding = self._when_past[finding]
        subject = self._persons.subject(analysis, owners, speaker, match.first, match.after)
        manner = manners.at(match.first, match.after)
        if manner == "past" and finding in self._timeless:
            manner = "plain"
        words = analysis.text.words
        return Fact(
            "finding",
            finding,
            words[match.first].start,
            words[match.after - 1].end,
            status=status,
            subject="self" if finding in self._of_relatives else subject,
            time="current" if finding in self._timeless else time,
            manner=manner,
        )


def _of_patient(match: Match, owners: Sequence[Owner], speaker: Speaker) -> bool:
    """The relative in the phrase is the patient: their own tremor is not family history."""
    named = owners_in(owners, match)
    return speaker.kind == "relative" and any(one.relation == speaker.relation for one in named)


def owners_in(owners: Sequence[Owner], match: Match) -> list[Owner]:
    """The relatives named inside a match."""
    return [one for one in owners if one.relation and match.first <= one.place < match.after]


def _without_contradictions(facts: list[Fact]) -> list[Fact]:
    """One status for each finding: said to be there, then denied, then the guesses.

    "No pain in the back but pain in the hip" and "no pills except ibuprofen" state the finding.
    """
    best: dict[tuple[object, ...], int] = {}
    for fact in facts:
        key = (fact.value, fact.subject, fact.time)
        best[key] = min(best.get(key, len(_RANK)), _RANK.index(fact.status))
    return [
        fact
        for fact in facts
        if _RANK.index(fact.status) == best[(fact.value, fact.subject, fact.time)]
    ]
