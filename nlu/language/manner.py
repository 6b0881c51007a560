"""How something is told: of here and now, of a time that is over, of others, or as a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from nlu.language.language import Analysis
from nlu.language.matcher import Match
from nlu.language.persons import Owner, Speaker

Manner = Literal["plain", "past", "others", "asked"]
KIND = "manner"  # of the phrases in manner.yml
_OPENING = 3
_POINTING = frozenset(
    {
        "it",
        "that",
        "this",
        "they",
        "those",
        "these",
        "which",
        "all",
        "both",
        "never",
        "fully",
        "has",
    }
)


class MannerReader:
    """Looks at the sentence that a finding stands in, and at the next one if it points back."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._past_forms = frozenset(content["past_forms"])
        self._perfect = frozenset(content["perfect"])
        self._others = frozenset(content["others"])

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
        return long_ago or any(_within(analysis, "over", after, _told_on(analysis, end)))

    def _is_past(self, analysis: Analysis, place: int) -> bool:
        """ "It shook", but not "it has shaken"."""
        norm = analysis.norms[place]
        formed = norm.endswith("ed") and norm != analysis.lemmas[place]
        if not formed and norm not in self._past_forms:
            return False
        return self._perfect.isdisjoint(analysis.norms[max(0, place - 2) : place])

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


def _is_other(owner: Owner, speaker: Speaker) -> bool:
    if owner.kind == "pet":
        return True
    patient = speaker.kind == "relative" and owner.relation == speaker.relation
    return owner.kind == "relative" and not patient


def _told_on(analysis: Analysis, end: int) -> int:
    """The end of the next sentence, if it goes on about the same ("That stopped in May.")."""
    opening = analysis.norms[end : end + _OPENING]
    return analysis.sentence_of(end)[1] if _POINTING.intersection(opening) else end


def _within(analysis: Analysis, key: str, first: int, after: int) -> Iterator[Match]:
    for match in analysis.phrases[KIND]:
        if match.key == key and first <= match.first and match.after <= after:
            yield match
