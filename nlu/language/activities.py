"""Activities that no list names: "while hanging out the washing", "mainly ironing", "Bending."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nlu.language.language import Analysis
from nlu.language.matcher import Match
from nlu.language.words import COMMA

_ING = "ing"
_SHORTEST = 5
_BARE_CLAUSE = 3
_AXES = (("{rest}", "static"), ("{move}", "kinetic"))


class ActivityReader:
    """Finds what is done, told as "while doing" or as a clause of its own."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._cues = frozenset(rules["activity_cues"])
        self._verbs = frozenset(rules["activity_verbs"])
        self._emphasis = frozenset(rules["activity_emphasis"])
        self._doers = frozenset(rules["activity_doers"]) | self._emphasis
        self._no_activity = frozenset(rules["no_activity"])
        self._tails = frozenset(rules["activity_tails"])

    def read(self, analysis: Analysis) -> Iterator[Match]:
        """Matches with the keys of activation.yml."""
        for place, norm in enumerate(analysis.norms):
            if norm.endswith(_ING) and len(norm) >= _SHORTEST:
                yield from self._doing(analysis, place)
        for first, after in analysis.clauses:
            yield from self._bare(analysis, first, after)

    def _doing(self, analysis: Analysis, place: int) -> Iterator[Match]:
        """A word in -ing behind a cue is an activity, if it is none of rest, mind or sense."""
        if analysis.norms[place] in self._no_activity or _axis(analysis, place) == "static":
            return
        cue = place - 1
        while cue >= 0 and analysis.norms[cue] in self._doers and not analysis.text.breaks[cue]:
            cue -= 1
        cued = cue >= 0 and analysis.norms[cue] in self._cues
        if cued and not any(analysis.text.breaks[cue + 1 : place + 1]):
            yield Match("kinetic", cue, place + 1, (cue, place))
        elif self._follows_a_verb(analysis, place) or self._opens(analysis, place):
            yield Match("kinetic", place - 1, place + 1, (place - 1, place))

    def _follows_a_verb(self, analysis: Analysis, place: int) -> bool:
        """ "My back shakes ironing"."""
        behind = place > 0 and analysis.norms[place - 1] in self._verbs
        return behind and not analysis.text.breaks[place]

    def _opens(self, analysis: Analysis, place: int) -> bool:
        """ "Mainly ironing" as a clause of its own."""
        before = place - 1
        return (
            before >= 0
            and analysis.norms[before] in self._emphasis
            and not analysis.text.breaks[place]
            and (before == 0 or analysis.text.breaks[before] >= COMMA)
        )

    def _bare(self, analysis: Analysis, first: int, after: int) -> Iterator[Match]:
        """ "Bending.", "Moving only.", "..., lying down": nothing else stands in the clause."""
        start = first
        while start < after and analysis.norms[start] in self._doers | self._cues:
            start += 1
        if start == after:
            return
        axis = _axis(analysis, start)
        rest: Sequence[str] = analysis.norms[start + 1 : after]
        if not axis or not analysis.norms[start].endswith(_ING) or len(rest) >= _BARE_CLAUSE:
            return
        places = range(start + 1, after)
        if all(analysis.norms[at] in self._tails or _axis(analysis, at) for at in places):
            only = axis + ":only" if "only" in analysis.norms[first:after] else axis
            yield Match(only, start, after, tuple(range(start, after)))


def _axis(analysis: Analysis, place: int) -> str:
    return next((axis for symbol, axis in _AXES if symbol in analysis.chart[place]), "")
