"""When the back trembles, at rest or in action, and how it began: the two axes of the tremor."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.language.facts import Fact
from nlu.language.findings import finding_id
from nlu.language.language import Analysis
from nlu.language.matcher import Match
from nlu.language.persons import Owner, PersonReader, Speaker
from nlu.language.words import SENTENCE

_OTHER = {"static": "kinetic", "kinetic": "static"}
_BEGAN = frozenset({"started", "began", "begun", "came", "happened", "appeared", "since", "after", "fell", "hurt", "slipped", "injured"})
# findings whose own words say "bend", "stairs" or "get up": those words are no activation then
_OWN_WORDS = frozenset(
    {"limited_mobility", "weakness", "morning_stiffness", "night_pain", "balance", "sleep_loss",
     "urge_to_move_legs", "slowness", "trauma", "bladder_bowel", "saddle_numbness", "posture"}
)
# complaints that a condition ("when I bend") may belong to instead of the tremor
_COMPLAINTS = frozenset(
    {"pain", "leg_pain", "numbness", "stiffness", "weakness", "balance", "palpitations", "sweating",
     "vision", "hand_tremor", "leg_tremor", "bladder_bowel", "joint_swelling", "muscle_tenderness",
     "anxiety", "limited_mobility", "night_pain", "morning_stiffness", "speech", "low_mood"}
)


def read_activation(
    analysis: Analysis,
    findings: Sequence[Match],
    persons: PersonReader,
    owners: Sequence[Owner],
    speaker: Speaker,
) -> list[Fact]:
    """Activation facts, at most one for each axis and status."""
    facts: dict[tuple[str, str], Fact] = {}
    matches = _longest(analysis.phrases["activation"])
    for match in matches:
        if _belongs_elsewhere(analysis, match, findings):
            continue
        if persons.subject(analysis, owners, speaker, match.first, match.after) == "other":
            continue
        for fact in _facts(analysis, match):
            facts.setdefault((str(fact.value), fact.status), fact)
    return _settled(list(facts.values()))


def _longest(matches: Sequence[Match]) -> list[Match]:
    """Of overlapping phrases the one with most words; "stops" and "only" before plain ones."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda one: (_weight(one), one.first), reverse=False):
        if not any(match.first < one.after and one.first < match.after and _clash(match, one) for one in kept):
            kept.append(match)
    return sorted(kept, key=lambda one: one.first)


def _weight(match: Match) -> tuple[int, int]:
    side = match.key.partition(":")[2]
    return ({"stops": 0, "only": 1}.get(side, 2) if match.key != "both" else 0, -len(match.used))


def _clash(match: Match, kept: Match) -> bool:
    mine, theirs = set(match.used), set(kept.used)
    return mine <= theirs or (finding_id(match) == finding_id(kept) and bool(mine & theirs)) or (
        ":stops" in kept.key and bool(mine & theirs)
    )


def _facts(analysis: Analysis, match: Match) -> list[Fact]:
    axis, _, side = match.key.partition(":")
    status: str = analysis.context.status(match.first, match.after, match.used)
    if status == "hypothetical":
        return []
    words = analysis.text.words
    start, end = words[match.first].start, words[match.after - 1].end

    def fact(value: str, status: str, exclusive: bool = False) -> Fact:
        return Fact("activation", value, start, end, status=status, exclusive=exclusive)

    if axis == "both":
        return [fact("static", status), fact("kinetic", status)] if status == "present" else []
    if side == "stops":
        if status == "present":
            return [fact(axis, "absent"), fact(_OTHER[axis], "present")]
        return [fact(axis, "present")] if status == "absent" else []
    if status == "present" and (side == "only" or _only_before(analysis, match)):
        return [fact(axis, "present", exclusive=True)]
    return [fact(axis, status)]


def _only_before(analysis: Analysis, match: Match) -> bool:
    """ "It only ever shakes when I bend"."""
    for place in range(match.first - 1, max(-1, match.first - 5), -1):
        if analysis.text.breaks[place + 1]:
            return False
        if analysis.text.words[place].norm in ("only", "solely", "exclusively", "purely"):
            return True
    return False


def _settled(facts: list[Fact]) -> list[Fact]:
    """What is said to be there wins over a denial of the same axis, except after "stops"."""
    present = {fact.value for fact in facts if fact.status == "present"}
    exclusive = {fact.value for fact in facts if fact.exclusive}
    absent = {fact.value for fact in facts if fact.status == "absent"}
    kept = []
    for fact in facts:
        if fact.status == "present" and fact.value in absent and _OTHER[str(fact.value)] in present | exclusive:
            continue
        if fact.status == "absent" and fact.value in present and _OTHER[str(fact.value)] not in present:
            continue
        kept.append(fact)
    return kept


def _belongs_elsewhere(analysis: Analysis, match: Match, findings: Sequence[Match]) -> bool:
    used = set(match.used)
    for finding in findings:
        if finding_id(finding) in _OWN_WORDS and len(used & set(finding.used)) >= min(2, len(used)):
            if not (finding_id(finding) == "posture" and _tremor_in_sentence(analysis, match)):
                return True
    if _tells_the_beginning(analysis, match):
        return True
    return _of_complaint(analysis, match, findings)


def _tells_the_beginning(analysis: Analysis, match: Match) -> bool:
    """ "It started when I was lifting a box" tells how it began, not when it shakes."""
    norms = [word.norm for word in analysis.text.words[max(0, match.first - 3) : match.first]]
    inside = [analysis.text.words[place].norm for place in match.used]
    return bool(_BEGAN & set(norms[-2:])) or ("after" in inside[:1])


def _of_complaint(analysis: Analysis, match: Match, findings: Sequence[Match]) -> bool:
    """The condition follows another complaint more closely than the tremor: "pain when I bend"."""
    begin, end = _sentence(analysis, match.first)
    clause = next(((a, b) for a, b in analysis.clauses if a <= match.first < b), (begin, end))
    tremor = [place for place in _tremor_places(analysis) if clause[0] <= place < clause[1]]
    complaints = [
        finding.after - 1
        for finding in findings
        if finding_id(finding) in _COMPLAINTS
        and clause[0] <= finding.first < clause[1]
        and not set(finding.used) & set(match.used)
        and analysis.context.status(finding.first, finding.after, finding.used) != "hypothetical"
    ]
    if not complaints:
        return False
    own = [place for place in tremor if place not in match.used] or tremor

    def distance(places: Sequence[int]) -> int:
        return min(min(abs(place - match.first), abs(place - match.after + 1)) for place in places)

    return not own or distance(complaints) < distance(own)


def _sentence(analysis: Analysis, place: int) -> tuple[int, int]:
    breaks = analysis.text.breaks
    begin = place
    while begin > 0 and breaks[begin] < SENTENCE:
        begin -= 1
    end = place + 1
    while end < len(analysis.lemmas) and breaks[end] < SENTENCE:
        end += 1
    return begin, end


def _tremor_places(analysis: Analysis) -> list[int]:
    return analysis.places_of("{tremor}")


def _tremor_in_sentence(analysis: Analysis, match: Match) -> bool:
    begin, end = _sentence(analysis, match.first)
    return any(begin <= place < end for place in _tremor_places(analysis))


def read_onset(
    analysis: Analysis,
    findings: Sequence[Match],
    persons: PersonReader,
    owners: Sequence[Owner],
    speaker: Speaker,
) -> list[Fact]:
    """Onset facts and hints at the course ("for ages")."""
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
        status = analysis.context.status(match.first, match.after, match.used)
        if status == "hypothetical":
            continue
        words = analysis.text.words
        entity = "course_hint" if key in ("acute", "chronic") else "onset"
        start, end = words[match.first].start, words[match.after - 1].end
        facts.setdefault(key, Fact(entity, key, start, end, status=status))
    return list(facts.values())
