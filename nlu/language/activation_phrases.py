"""Of the activation phrases that overlap, those that say most."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.language.findings import finding_id
from nlu.language.matcher import Match


def longest(matches: Sequence[Match]) -> list[Match]:
    """Of overlapping phrases the one with most words; "stops" and "only" before plain ones."""
    matches = [one for one in matches if not any(_cut_short(one, other) for other in matches)]
    kept: list[Match] = []
    for match in sorted(matches, key=lambda one: (_weight(one), one.first), reverse=False):
        if not any(
            match.first < one.after and one.first < match.after and _clash(match, one)
            for one in kept
        ):
            kept.append(match)
    return sorted(kept, key=lambda one: one.first)


def _cut_short(match: Match, other: Match) -> bool:
    """The last word belongs to a longer one of the other axis: "sit" in "sit ups"."""
    last = match.used[-1]
    longer = last in other.used and last + 1 in other.used
    return longer and finding_id(match) != finding_id(other) and "both" not in other.key


def _weight(match: Match) -> tuple[int, int]:
    side = match.key.partition(":")[2]
    return ({"stops": -1, "only": 1}.get(side, 2) if match.key != "both" else 0, -len(match.used))


def _clash(match: Match, kept: Match) -> bool:
    mine, theirs = set(match.used), set(kept.used)
    return (
        mine <= theirs
        or (finding_id(match) == finding_id(kept) and bool(mine & theirs))
        or (_same_end(match, kept) and ":stops" not in match.key)
        or (":stops" in kept.key and bool(mine & theirs) and ":stops" not in match.key)
    )


def _same_end(match: Match, kept: Match) -> bool:
    """ "When I turn over in bed" holds "when ... in bed"."""
    return match.used[-1] == kept.used[-1] and kept.first <= match.first


def without_both_stops(matches: Sequence[Match]) -> list[Match]:
    """ "If I sit or walk it stops" leaves open when it shakes."""
    stops = {match.key for match in matches if match.key.endswith(":stops")}
    if len(stops) < 2:
        return list(matches)
    return [match for match in matches if match.key not in stops]
