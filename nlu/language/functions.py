"""Functions said to be in order, in lists too: "balance, sight and speech are all fine"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nlu.language.language import Analysis
from nlu.language.matcher import Match
from nlu.language.words import DASH

_FURTHEST = 14


class FunctionReader:
    """Finds "fine" and the functions in the list before it; each is a denial of its finding."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._fine = frozenset(content["fine"])
        self._bad = frozenset(content["bad"])
        self._wrong = frozenset(content["wrong"])
        self._between = frozenset(content["between"])
        self._finding = {
            word: finding for finding, words in content["functions"].items() for word in words
        }

    def read(self, analysis: Analysis) -> Iterator[Match]:
        """A match with the side "deny" for each function."""
        for place, norm in enumerate(analysis.norms):
            if norm in self._fine:
                yield from self._list_before(analysis, place)
            elif norm in self._bad:
                yield from self._answered(analysis, place)
            elif norm in self._wrong:
                yield from self._named_behind(analysis, place)

    def _list_before(self, analysis: Analysis, fine: int) -> Iterator[Match]:
        for place in range(fine - 1, max(-1, fine - _FURTHEST), -1):
            asked = "?" in analysis.text.marks[place + 1] and place + 1 == fine
            if analysis.text.breaks[place + 1] >= DASH and not asked:
                return
            norm, lemma = analysis.norms[place], analysis.lemmas[place]
            finding = self._finding.get(norm)
            if finding:
                yield Match(f"{finding}:deny", place, place + 1, (place,))
            elif norm not in self._between and lemma not in self._between:
                return

    def _answered(self, analysis: Analysis, bad: int) -> Iterator[Match]:
        """ "Sleep? Terrible."."""
        if bad and "?" in analysis.text.marks[bad]:
            finding = self._finding.get(analysis.norms[bad - 1])
            if finding:
                yield Match(finding, bad - 1, bad, (bad - 1,))

    def _named_behind(self, analysis: Analysis, wrong: int) -> Iterator[Match]:
        """ "Nothing wrong with my kidneys"; whether it is denied the context says."""
        for place in range(wrong + 1, min(wrong + 4, len(analysis.norms))):
            if analysis.text.breaks[place]:
                return
            finding = self._finding.get(analysis.norms[place])
            if finding and "with" in analysis.norms[wrong + 1 : place]:
                yield Match(finding, place, place + 1, (place,))
                return
