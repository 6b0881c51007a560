"""How something is told: of here and now, of a time that is over, of others, or as a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    """Looks at the sentence that a finding stands in, and at the next one if it points back."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._past_forms = frozenset(content["past_forms"])
        self._no_past_forms = frozenset(content["no_past_forms"])
        self._perfect = frozenset(content["perfect"])
        self._between_perfect = frozenset(content["between_perfect"])
        self._others = frozenset(content["others"])
        self._goes_on = frozenset(content["goes_on"])
        self._not = frozenset(content["not"])

    def read(
        self,
        analysis: Analysis,
        first: int,
        after: int,
        owners: Sequence[Owner],
        speaker: Speaker,
    ) -> Manner:
        """The manner of the words from `first` up to `after`."""
        sentence = analysis.sentence_of(first)
        if self._is_over(analysis, sentence, first, after):
            return "past"
        if self._of_others(analysis, sentence[0], after, owners, speaker):
            return "others"
        asked = _within(analysis, "asked", sentence[0], after)
        return "asked" if any(asked) else "plain"

    def _is_over(
        self, analysis: Analysis, sentence: tuple[int, int], first: int, after: int
    ) -> bool:
        """A verb of the past with a time long ago, or with a word that it has ended."""
        begin, end = sentence
        now = _within(analysis, "here_and_now", begin, first)
        begin = max((match.after for match in now), default=begin)
        if not any(self._is_past(analysis, place) for place in range(begin, end)):
            return False
        if any(_within(analysis, "here_and_now", *analysis.clause_of(first))):
            return False
        long_ago = any(_within(analysis, "long_ago", begin, end))
        over = _within(analysis, "over", after, self._told_on(analysis, end))
        return long_ago or any(not self._is_denied(analysis, match) for match in over)

    def _told_on(self, analysis: Analysis, end: int) -> int:
        """The end of the next sentence, if it goes on about the same ("That stopped in May.")."""
        opening = analysis.norms[end : end + _OPENING]
        return end if self._goes_on.isdisjoint(opening) else analysis.sentence_of(end)[1]

    def _is_denied(self, analysis: Analysis, match: Match) -> bool:
        """ "It has not eased"."""
        before = analysis.lemmas[max(0, match.first - _BEFORE) : match.first]
        return not self._not.isdisjoint(before)

    def _is_past(self, analysis: Analysis, place: int) -> bool:
        """ "It shook", but not "it has shaken"."""
        norm = analysis.norms[place]
        formed = norm.endswith("ed") and norm not in self._no_past_forms
        if not formed and norm not in self._past_forms:
            return False
        before = place - 1
        if before > 0 and analysis.norms[before] in self._between_perfect:
            before -= 1
        return before < 0 or analysis.norms[before] not in self._perfect

    def _of_others(
        self,
        analysis: Analysis,
        begin: int,
        after: int,
        owners: Sequence[Owner],
        speaker: Speaker,
    ) -> bool:
        """The last person before the words is neither the writer nor whom they write for."""
        ahead = [one for one in owners if begin <= one.place < after]
        others = [place for place in range(begin, after) if analysis.norms[place] in self._others]
        if others and (not ahead or ahead[-1].place <= others[-1]):
            return True
        return bool(ahead) and _is_other(ahead[-1], speaker)


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
        manner = self._manners.read(analysis, *span, owners, speaker)
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


def _within(analysis: Analysis, key: str, first: int, after: int) -> Iterator[Match]:
    for match in analysis.phrases[KIND]:
        if match.key == key and first <= match.first and match.after <= after:
            yield match
