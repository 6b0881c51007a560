"""How long the tremor has lasted: of all times in a text the one that is the tremor's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from nlu.language.clauses import Span
from nlu.language.language import Analysis
from nlu.language.lengths import Duration, LengthReader
from nlu.language.since import SinceReader

_LISTS = (
    "starts",
    "now",
    "correction",
    "other",
    "every",
    "events",
    "links",
    "short_units",
    "no_length",
    "lately",
    "shifts",
    "carriers",
    "itself",
    "own_after",
)
_FITS_TREMOR, _FITS_START, _FITS_AGO = 3, 2, 1
_ELSEWHERE, _COMPLAINT, _NO_LENGTH = -5, -4, -9
_CORRECTED_WITHIN = 5
_OF_WITHIN = 5
_KNOWN_TO_CARRY = 28  # days: before, nobody counts the weeks of a pregnancy
_RECENT = 42  # days: a fall as recent as this began what it is told with


class DurationReader:
    """Rates every time in a text by what stands near it, by the words of durations.yml."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._sets = {name: frozenset(content[name]) for name in _LISTS}
        self._own = frozenset(content["own"])
        self._from_then = frozenset(tuple(phrase.split()) for phrase in content["from_then"])
        self._units = frozenset(content["units"])
        self._weekdays = frozenset(content["weekdays"])
        self._then = self._weekdays | {"yesterday", "last"}  # a day that is told of, as by "ago"
        self._lengths = LengthReader(content)
        self._since = SinceReader(content)

    def times(
        self,
        analysis: Analysis,
        complaints: Collection[int],
        today: date,
        age: float | None = None,
    ) -> list[Duration]:
        """All times of the message, each with how well it fits the tremor by the rules.

        `complaints` are the places of words for other findings: a time in their clause is theirs,
        unless the tremor stands there too.
        """
        found = [*self._lengths.read(analysis), *self._since.read(analysis, today, age)]
        return [replace(one, fit=self._fit(analysis, one, complaints)) for one in found]

    def fittest(self, analysis: Analysis, rated: Sequence[Duration]) -> Duration | None:
        """The tremor's duration by the rules alone, or None."""
        fitting = [one for one in rated if one.fit >= 0]
        fitting = [one for one in fitting if not _denied(analysis, one)] or fitting
        if not fitting:
            return None
        pool = [one for one in fitting if self._corrects(analysis, one)] or fitting
        valued = [one for one in pool if one.days is not None] or pool
        return max(valued, key=lambda one: (one.fit, -one.first))

    def _corrects(self, analysis: Analysis, one: Duration) -> bool:
        """ "Two weeks, sorry, two months"."""
        before = analysis.norms[max(0, one.first - _CORRECTED_WITHIN) : one.first]
        return bool(self._sets["correction"].intersection(before))

    def _fit(self, analysis: Analysis, one: Duration, complaints: Collection[int]) -> int:
        first, after = clause = analysis.clause_of(one.first)
        words = {*analysis.lemmas[first:after], *analysis.norms[first:after]}
        fit = one.fit
        if any(first <= place < after for place in analysis.places_of("{tremor}")):
            fit += _FITS_TREMOR
        elif any(first <= place < after for place in complaints) and not words & self._own:
            fit += 0 if self._tremor_beside(analysis, after) else _COMPLAINT
        if words & self._sets["starts"]:
            fit += _FITS_START
        behind = analysis.norms[one.after : one.after + 2]
        ago = self._is_ago(analysis, one)
        since = "since" in analysis.norms[max(0, one.first - 3) : one.first]
        if ago or since or self._sets["now"].intersection(behind):
            fit += _FITS_AGO
        recent = one.days is not None and one.days <= _RECENT
        then = ago or (recent and analysis.norms[one.first] in self._then)
        if self._pointed_at(analysis, after) or (then and self._tremor_since(analysis, after)):
            fit += _FITS_START + (_FITS_TREMOR if then else 0)
        elif self._tremor_is_old(analysis, one):
            return fit
        elif self._elsewhere(analysis, one, clause):
            fit += _ELSEWHERE
        if self._is_no_length(analysis, one):
            fit += _NO_LENGTH
        return fit

    def _tremor_beside(self, analysis: Analysis, after: int) -> bool:
        """ "Pain for three weeks, and my back trembles": both, if no other time is hinted at."""
        if after >= len(analysis.norms) or analysis.norms[after] != "and":
            return False
        first, end = analysis.clause_of(after)
        tremor = any(first <= place < end for place in analysis.places_of("{tremor}"))
        return tremor and self._sets["lately"].isdisjoint(analysis.norms[first:end])

    def _is_ago(self, analysis: Analysis, one: Duration) -> bool:
        """ "Three days ago", "three days back I fell"; not "three days back pain"."""
        behind = analysis.norms[one.after : one.after + 2]
        if "ago" in behind or behind[:1] != ["back"]:
            return "ago" in behind
        return bool(analysis.text.breaks[one.after + 1]) or behind[1] in self._sets["own_after"]

    def _tremor_since(self, analysis: Analysis, after: int) -> bool:
        """ "Five days ago I fell. It has trembled ever since": what came then began it."""
        links = (at for at in range(after, len(analysis.norms)) if self._links(analysis, at))
        sentences = [analysis.sentence_of(at) for at in links]
        tremor = analysis.places_of("{tremor}")
        return any(first <= place < end for first, end in sentences for place in tremor)

    def _links(self, analysis: Analysis, at: int) -> bool:
        """A bare "since", "from that time", or ", ever since it trembles": no other day follows."""
        if analysis.norms[at] != "since":
            return tuple(analysis.norms[at : at + 3]) in self._from_then
        opens = analysis.norms[at - 1 : at] == ["ever"] and bool(analysis.text.breaks[at - 1])
        ends = bool(analysis.text.breaks[at + 1])
        return opens or ends or analysis.norms[at + 1] in self._sets["links"]

    def _pointed_at(self, analysis: Analysis, after: int) -> bool:
        """ "Ten days ago, that's when it started"."""
        norms = analysis.norms[after : after + 6]
        lemmas = analysis.lemmas[after : after + 6]
        begins = self._sets["starts"].intersection([*norms, *lemmas])
        return norms[:1] == ["that"] and "when" in norms and bool(begins)

    def _elsewhere(self, analysis: Analysis, one: Duration, clause: Span) -> bool:
        """Another thing (a scan, an illness, a job) stands nearer to the time than the tremor."""
        norms, lemmas = analysis.norms, analysis.lemmas
        places = [
            place
            for place in range(*clause)
            if not one.first <= place < one.after
            and not self._sets["other"].isdisjoint((lemmas[place], norms[place]))
        ]
        if not places or self._linked(analysis, one, places):
            return False
        if self._begins_there(analysis, one, places):
            return False
        own = [at for at in analysis.places_of("{tremor}") if clause[0] <= at < clause[1]]
        if any(not _apart(analysis, at, one) for at in own):
            places = [at for at in places if not _apart(analysis, at, one)]
        return not own or (bool(places) and _gap(places, one) < _gap(own, one))

    def _linked(self, analysis: Analysis, one: Duration, places: Sequence[int]) -> bool:
        """ "I fell 3 days ago and it has been shaking ever since"."""
        if not all(analysis.norms[place] in self._sets["events"] for place in places):
            return False
        behind = analysis.norms[one.after :]
        if "now" in behind or not self._sets["links"].isdisjoint(behind):
            return True
        _, after = analysis.clause_of(one.first)
        recent = one.days is not None and one.days <= _RECENT and places[0] < one.first
        return recent and self._tremor_beside(analysis, after)

    def _begins_there(self, analysis: Analysis, one: Duration, places: Sequence[int]) -> bool:
        """ "It started yesterday after the gym"."""
        near = range(max(0, one.first - 4), one.first + 1)
        starts = [place for place in near if analysis.lemmas[place] in self._sets["starts"]]
        return bool(starts) and not any(starts[-1] < place < one.first for place in places)

    def _is_no_length(self, analysis: Analysis, one: Duration) -> bool:
        """An age, a frequency, a time to come, or how long one attack lasts."""
        norms = analysis.norms
        before = norms[max(0, one.first - 3) : one.first]
        behind = norms[one.after : one.after + 2] if not analysis.text.breaks[one.after] else []
        carrying = {"aged", "pregnant"} & set(before) and "and" not in before
        ahead = before[-1:] in (["in"], ["within"]) and not self._is_ago(analysis, one)
        if carrying or ahead:
            return True  # "in two weeks"; "it set in two weeks ago" is none
        if any(kind(analysis, one) for kind in (self._trade, self._carried, self._some_day)):
            return True
        if behind[:1] == ["of"]:  # "three weeks of trembling", not "20 weeks of pregnancy"
            if self._sets["itself"].intersection(behind):
                return False
            near = range(one.after, one.after + _OF_WITHIN)
            return not any(place in near for place in analysis.places_of("{tremor}"))
        if self._sets["every"] & {*before[-1:], *behind[:1]} or self._other_kind(behind):
            return True
        counted = analysis.lemmas[one.after - 1] in self._units
        if counted and behind and behind[0] in self._sets["no_length"]:
            return behind != ["long", "now"]
        return self._one_attack(analysis, one, {*before, *behind})

    def _tremor_is_old(self, analysis: Analysis, one: Duration) -> bool:
        """ "The trembling itself is three weeks old"."""
        first, _ = analysis.clause_of(one.first)
        named = any(first <= place < one.first for place in analysis.places_of("{tremor}"))
        said = analysis.norms[one.first - 1] in ("is", "s", "about", "only", "be")
        return named and said and analysis.norms[one.after : one.after + 1] == ["old"]

    def _trade(self, analysis: Analysis, one: Duration) -> bool:
        """ "I've been a scaffolder for 22 years", "worked as a cook for ten years"."""
        ahead = analysis.norms[max(0, one.first - 6) : one.first]
        if ahead[-1:] != ["for"] or not {"a", "an"}.intersection(ahead[-4:]):
            return False
        article = one.first - 1 - ahead[::-1].index("an" if "an" in ahead[-4:] else "a")
        what = range(article + 1, one.first - 1)
        if any("{tremor}" in analysis.chart[at] or "{back}" in analysis.chart[at] for at in what):
            return False
        before = (analysis.lemmas[article - 1], analysis.norms[article - 1]) if article else ("",)
        return bool(what) and not {"be", "as"}.isdisjoint(before)

    def _carried(self, analysis: Analysis, one: Duration) -> bool:
        """ "My wife is 36 weeks", "I'm 30 weeks now": how long a child has been carried."""
        before = slice(max(0, one.first - 3), one.first)
        being = "be" in analysis.lemmas[before] and "been" not in analysis.norms[before]
        who = self._sets["carriers"].intersection(analysis.norms[before])
        counted = analysis.lemmas[one.after - 1] == "week" and (one.days or 0) >= _KNOWN_TO_CARRY
        into = analysis.norms[one.after : one.after + 1] in (["in"], ["into"], ["on"])
        return being and bool(who) and counted and not into

    def _some_day(self, analysis: Analysis, one: Duration) -> bool:
        """ "It started one day out of nowhere"; not "one day ago"."""
        if list(analysis.norms[one.first : one.after]) != ["one", "day"]:
            return False
        before = slice(max(0, one.first - 2), one.first)
        words = {*analysis.norms[before], *analysis.lemmas[before]}
        counted = analysis.norms[one.after : one.after + 1] in (["ago"], ["now"], ["old"], ["back"])
        return bool(self._sets["starts"] & words) and not counted

    def _other_kind(self, behind: Sequence[str]) -> bool:
        """ "54 years old", "an hour at a time", "four days off now", "a week on Thursday"."""
        if behind[:1] == ["off"]:
            return behind != ["off", "and"]
        coming = behind[:1] == ["on"] and not self._weekdays.isdisjoint(behind)
        return behind[:1] == ["old"] or behind == ["at", "a"] or coming

    def _one_attack(self, analysis: Analysis, one: Duration, near: set[str]) -> bool:
        """Hours and minutes are how long it shakes each time, unless they are whole days."""
        if analysis.lemmas[one.after - 1] not in self._sets["short_units"]:
            return False
        if (one.days or 0) >= 1 and self._sets["shifts"].isdisjoint(near):
            return False  # "it's been 48 hours"
        clear = {"since", "past", "last", "ago", "started", "began"}
        return clear.isdisjoint([*near, *analysis.norms[one.first : one.after]])


def _denied(analysis: Analysis, one: Duration) -> bool:
    """ "Not 3 days, 3 months"."""
    return one.first > 0 and analysis.norms[one.first - 1] == "not"


def _apart(analysis: Analysis, place: int, one: Duration) -> bool:
    """ "I'm pregnant and for nine days it trembles": an "and" stands between."""
    return "and" in analysis.norms[min(place, one.after) : max(place, one.first)]


def _gap(places: Sequence[int], one: Duration) -> int:
    return min(min(abs(place - one.first), abs(place - one.after + 1)) for place in places)
