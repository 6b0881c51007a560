"""How something is told: of here and now, of a time that is over, of others, or as a question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nlu.language.language import Analysis
from nlu.language.lexicon_files import LEXICON, read_yaml
from nlu.language.matcher import Match
from nlu.language.persons import Owner, PersonReader, Speaker

Manner = Literal["plain", "past", "others", "asked"]
KIND = "manner"  # of the phrases in manner.yml
_OPENING = 3  # words in which a sentence shows that it goes on about the same
_BEFORE = 2  # words in which a "not" denies


class MannerReader:
    """Knows the words of the manner; `of` looks a message through for them once."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._past_forms = frozenset(content["past_forms"])
        self._no_past_forms = frozenset(content["no_past_forms"])
        self._perfect = frozenset(content["perfect"])
        self._between_perfect = frozenset(content["between_perfect"])
        self._others = frozenset(content["others"])
        self._goes_on = frozenset(content["goes_on"])
        self._not = frozenset(content["not"])

    def of(self, analysis: Analysis, owners: Sequence[Owner], speaker: Speaker) -> Manners:
        """The manners of one message."""
        norms = analysis.norms
        others = {place for place, norm in enumerate(norms) if norm in self._others}
        others |= {owner.place for owner in owners if _is_other(owner, speaker)}
        phrases: dict[str, list[Match]] = {}
        for match in sorted(analysis.phrases[KIND], key=lambda match: match.first):
            phrases.setdefault(match.key, []).append(match)
        return Manners(
            analysis,
            phrases,
            past=[place for place in range(len(norms)) if self._is_past(norms, place)],
            goes_on=[place for place, norm in enumerate(norms) if norm in self._goes_on],
            denials=[at for at, lemma in enumerate(analysis.lemmas) if lemma in self._not],
            people=sorted(others.union(owner.place for owner in owners)),
            others=others,
        )

    def _is_past(self, norms: Sequence[str], place: int) -> bool:
        """ "It shook", but not "it has shaken"."""
        norm = norms[place]
        formed = norm.endswith("ed") and norm not in self._no_past_forms
        if not formed and norm not in self._past_forms:
            return False
        before = place - 1
        if before > 0 and norms[before] in self._between_perfect:
            before -= 1
        return before < 0 or norms[before] not in self._perfect


@dataclass(frozen=True, slots=True)
class Manners:
    """A message's words of the manner, each as the places where they stand, in order.

    A long message asks for the manner of hundreds of words, so nothing here looks through the
    whole of it again.
    """

    analysis: Analysis
    phrases: Mapping[str, Sequence[Match]]
    past: Sequence[int]
    goes_on: Sequence[int]
    denials: Sequence[int]
    people: Sequence[int]
    others: Set[int]  # of the people, those who are not whom the message is about

    def at(self, first: int, after: int) -> Manner:
        """The manner of the words from `first` up to `after`.

        Looks at the sentence that they stand in, and at the next one if it points back.
        """
        sentence = self.analysis.sentence_of(first)
        if self._is_over(sentence, first, after):
            return "past"
        if self._of_others(sentence[0], after):
            return "others"
        asked = self._said("asked", sentence[0], after)
        return "asked" if any(asked) else "plain"

    def _is_over(self, sentence: tuple[int, int], first: int, after: int) -> bool:
        """A verb of the past with a time long ago, or with a word that it has ended."""
        begin, end = sentence
        now = self._said("here_and_now", begin, first)
        begin = max((match.after for match in now), default=begin)
        if not _any_between(self.past, begin, end):
            return False
        if any(self._said("here_and_now", *self.analysis.clause_of(first))):
            return False
        long_ago = any(self._said("long_ago", begin, end))
        over = self._said("over", after, self._told_on(end))
        return long_ago or any(not self._is_denied(match) for match in over)

    def _told_on(self, end: int) -> int:
        """The end of the next sentence, if it goes on about the same ("That stopped in May.")."""
        opens = _any_between(self.goes_on, end, end + _OPENING)
        return self.analysis.sentence_of(end)[1] if opens else end

    def _is_denied(self, match: Match) -> bool:
        """ "It has not eased"."""
        return _any_between(self.denials, match.first - _BEFORE, match.first)

    def _of_others(self, begin: int, after: int) -> bool:
        """The last person before the words is neither the writer nor whom they write for."""
        last = _last_between(self.people, begin, after)
        return last in self.others

    def _said(self, key: str, first: int, after: int) -> Iterator[Match]:
        matches = self.phrases.get(key, ())
        for at in range(bisect_left(matches, first, key=lambda match: match.first), len(matches)):
            if matches[at].first >= after:
                return
            if matches[at].after <= after:
                yield matches[at]


class SignMannerReader:
    """How a danger sign is told; it takes more to call it another's than for a finding."""

    def __init__(self, folder: Path = LEXICON) -> None:
        self._manners = MannerReader(read_yaml(folder / f"{KIND}.yml"))
        self._persons = PersonReader(read_yaml(folder / "persons.yml"))

    def read(self, analysis: Analysis, start: int, end: int) -> Manner:
        """The manner of the characters from `start` up to `end`.

        A relative's emergency counts, so it is only another's if the writer speaks of themselves
        in a later sentence: "Grandad's face dropped. I'm 19, my back shakes".
        """
        words = analysis.text.words
        places = [at for at, word in enumerate(words) if word.start < end and word.end > start]
        if not places:
            return "plain"
        span = places[0], places[-1] + 1
        owners = self._persons.owners(analysis)
        speaker = self._persons.speaker(analysis, owners)
        manner = self._manners.of(analysis, owners, speaker).at(*span)
        subject = self._persons.subject(analysis, owners, speaker, *span)
        if manner != "past" and subject == "other":
            manner = "others"
        if manner == "others" and not _speaks_of_self(analysis, owners, span[1]):
            return "plain"
        return manner


def _speaks_of_self(analysis: Analysis, owners: Sequence[Owner], after: int) -> bool:
    _, end = analysis.sentence_of(after - 1)
    return any(one.kind == "first" and one.place >= end for one in owners)


def _is_other(owner: Owner, speaker: Speaker) -> bool:
    if owner.kind == "pet":
        return True
    patient = speaker.kind == "relative" and owner.relation == speaker.relation
    return owner.kind == "relative" and not patient


def _any_between(places: Sequence[int], first: int, after: int) -> bool:
    return _last_between(places, first, after) is not None


def _last_between(places: Sequence[int], first: int, after: int) -> int | None:
    """The last of the ordered places that is at or behind `first` and before `after`."""
    at = bisect_left(places, after) - 1
    return places[at] if at >= 0 and places[at] >= first else None
