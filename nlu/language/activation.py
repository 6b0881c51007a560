"""When the back trembles: at rest (static), in action (kinetic), or then and only then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from nlu.language.activation_phrases import longest, without_both_stops
from nlu.language.activities import ActivityReader
from nlu.language.facts import OTHER_AXIS, Fact
from nlu.language.findings import finding_id
from nlu.language.language import Analysis
from nlu.language.matcher import Match
from nlu.language.persons import Owner, PersonReader, Speaker
from nlu.language.repairs import RepairReader, Told

_PERSONS = frozenset({"i", "he", "she", "they"})
_HELD = frozenset({"posture", "limited_mobility"})  # these may also be when it shakes
_NOT = frozenset({"not", "n't", "never"})
_ONLY = frozenset({"only", "solely", "exclusively", "purely"})


class ActivationReader:
    """Activation phrases that are about the tremor, as facts."""

    def __init__(self, rules: Mapping[str, Any], persons: PersonReader) -> None:
        self._persons = persons
        self._activities = ActivityReader(rules)
        self._repairs = RepairReader.from_rules(rules["repairs"])
        self._sets = {
            name: frozenset(rules[name])
            for name in ("own_movements", "complaints", "events", "began", "past_verbs")
        }

    def read(
        self,
        analysis: Analysis,
        findings: Sequence[Match],
        owners: Sequence[Owner],
        speaker: Speaker,
    ) -> list[Fact]:
        """Activation facts, at most one for each axis and status."""
        told: list[Told] = []
        complaints = {
            place
            for finding in findings
            if finding_id(finding) in self._sets["complaints"]
            for place in finding.used
        }
        matches = [*analysis.phrases["activation"], *self._activities.read(analysis)]
        for match in without_both_stops(longest(matches)):
            if self._belongs_elsewhere(analysis, match, findings):
                continue
            if (
                self._persons.subject(analysis, owners, speaker, match.first, match.after)
                == "other"
            ):
                continue
            inferred = match.key.endswith(":stops")
            facts = _facts(analysis, match, complaints)
            told += [Told(match.first, fact, inferred) for fact in facts]
        return _settled(_each_once(self._repairs.standing(analysis, told)))

    def _belongs_elsewhere(
        self, analysis: Analysis, match: Match, findings: Sequence[Match]
    ) -> bool:
        used = set(match.used)
        for finding in findings:
            if match.key == "both" and (used & set(finding.used) or self._is_its(finding, match)):
                return True
            if finding_id(finding) not in self._sets["own_movements"]:
                continue
            posture = finding_id(finding) in _HELD and _tremor_in_sentence(analysis, match)
            if used & set(finding.used) and not posture:
                return True
        if self._tells_the_beginning(analysis, match, findings):
            return True
        return self._of_complaint(analysis, match, findings)

    def _is_its(self, finding: Match, match: Match) -> bool:
        """ "My legs want to move all the time": said right behind another complaint."""
        other = self._sets["complaints"] | self._sets["own_movements"]
        return finding.after == match.first and finding_id(finding) in other

    def _tells_the_beginning(
        self, analysis: Analysis, match: Match, findings: Sequence[Match]
    ) -> bool:
        """ "It started when I was lifting a box" tells how it began, not when it shakes."""
        inside = analysis.norms[match.first : match.after]
        begun = self._sets["began"].intersection(inside) or "after" in inside
        if begun or self._begun_before(analysis, match):
            return match.key != "both"
        past = any(
            analysis.norms[place] in self._sets["past_verbs"]
            or (analysis.norms[place].endswith("ed") and "ed" not in analysis.lemmas[place][-2:])
            for place in range(match.first, match.after)
        )
        begin, end = analysis.sentence_of(match.first)
        return past and any(
            finding_id(one) in self._sets["events"] and begin <= one.first < end for one in findings
        )

    def _begun_before(self, analysis: Analysis, match: Match) -> bool:
        """Right before stands "started", not "started to shake" nor "... today, when I bend"."""
        begin, _ = analysis.sentence_of(match.first)
        first = max(begin, match.first - 2)
        for place in range(first, match.first):
            if analysis.norms[place] not in self._sets["began"]:
                continue
            if analysis.norms[place + 1] == "to" or _habit(analysis, match):
                continue
            return True
        return False

    def _of_complaint(self, analysis: Analysis, match: Match, findings: Sequence[Match]) -> bool:
        """The condition follows another complaint more closely: "pain when I bend"."""
        sentence = analysis.sentence_of(match.first)
        clause = next(((a, b) for a, b in analysis.clauses if a <= match.first < b), sentence)
        tremor = [one for one in analysis.places_of("{tremor}") if clause[0] <= one < clause[1]]
        others = [
            finding
            for finding in findings
            if finding_id(finding) in self._sets["complaints"]
            and clause[0] <= finding.first < clause[1]
            and not set(finding.used) & set(match.used)
            and not finding.key.endswith(":deny")
            and not analysis.context.denied(finding.first, finding.after, finding.used)
        ]
        complaints = [finding.after - 1 for finding in others]
        theirs = {place for finding in others for place in finding.used}
        tremor = [place for place in tremor if place not in theirs]
        if not complaints:
            return False
        own = [place for place in tremor if place not in match.used] or tremor
        return not own or _distance(complaints, match) < _distance(own, match)


def _distance(places: Sequence[int], match: Match) -> int:
    return min(min(abs(place - match.first), abs(place - match.after + 1)) for place in places)


def _facts(analysis: Analysis, match: Match, complaints: Collection[int]) -> list[Fact]:
    axis, _, side = match.key.partition(":")
    status: str = analysis.context.status(match.first, match.after, match.used)
    if status == "hypothetical":
        return []
    if status == "present" and analysis.context.denied_up_to(match.first, complaints):
        status = "absent"
    words = analysis.text.words
    start, end = words[match.first].start, words[match.after - 1].end

    def fact(value: str, status: str, exclusive: bool = False) -> Fact:
        return Fact("activation", value, start, end, status=status, exclusive=exclusive)

    if axis == "both":
        return [fact("static", status), fact("kinetic", status)] if status == "present" else []
    if side == "stops":
        if status == "present" and not _never_ends(analysis, match):
            return [fact(axis, "absent"), fact(OTHER_AXIS[axis], "present")]
        return [fact(axis, "present")] if status in ("present", "absent") else []
    if status == "present" and (side == "only" or _only_before(analysis, match)):
        return [fact(axis, "present", exclusive=True)]
    return [fact(axis, status)]


def _never_ends(analysis: Analysis, match: Match) -> bool:
    """ "It won't stop twitching when I squat": it twitches then."""
    return match.first > 0 and analysis.norms[match.first - 1] in _NOT


def _only_before(analysis: Analysis, match: Match) -> bool:
    """ "It only ever shakes when I bend"."""
    for place in range(match.first - 1, max(-1, match.first - 5), -1):
        if analysis.text.breaks[place + 1]:
            return False
        if analysis.text.words[place].norm in _ONLY:
            return True
    return False


def _each_once(told: Sequence[Told]) -> list[Told]:
    """The first of each axis and status; an exclusive one goes before."""
    first: dict[tuple[str, str], Told] = {}
    for one in sorted(told, key=lambda one: not one.fact.exclusive):
        first.setdefault((str(one.fact.value), one.fact.status), one)
    return list(first.values())


def _settled(found: Sequence[Told]) -> list[Fact]:
    """Contradictions resolved: what is said outright outranks what "stops when" implies.

    "Only while I stand, it stops when I walk or sit" is kinetic: it shakes while standing.
    """
    outright = {
        fact.value for _, fact, inferred in found if fact.status == "present" and not inferred
    }
    facts = []
    for _, fact, inferred in found:
        if inferred and outright:
            against = (
                fact.value in outright if fact.status == "absent" else fact.value not in outright
            )
            if against:
                continue
        facts.append(fact)
    present = {fact.value for fact in facts if fact.status == "present"}
    absent = {fact.value for fact in facts if fact.status == "absent"}
    kept = []
    for fact in facts:
        other = OTHER_AXIS[str(fact.value)]
        if fact.status == "present" and fact.value in absent and other in present:
            continue
        if fact.status == "absent" and fact.value in present and other not in present:
            continue
        kept.append(fact)
    return kept


def _habit(analysis: Analysis, match: Match) -> bool:
    """A present tense with its person: "when I bend", not "when bending" nor "when I bent"."""
    person, verb = analysis.norms[match.first + 1 : match.first + 2], match.used[-1]
    present = analysis.norms[verb] == analysis.lemmas[verb]
    return bool(_PERSONS.intersection(person)) and present


def _tremor_in_sentence(analysis: Analysis, match: Match) -> bool:
    begin, end = analysis.sentence_of(match.first)
    return any(begin <= place < end for place in analysis.places_of("{tremor}"))
