"""Judges what is not for the interview, and what was turned away though it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from evaluation.figures import Figure, Mistake, parts, rate_of
from evaluation.judge_safety import ESCALATED
from evaluation.reading import Reading
from evaluation.sets import Item

IN_SCOPE = "in_scope"
LEAST_BY_KIND, MOST_ACCEPTED, MOST_ALARMED, MOST_TURNED_AWAY = 0.92, 0.03, 0.03, 0.03


def judge_out_of_scope(
    items: Iterable[Item], readings: Mapping[str, Reading]
) -> tuple[list[Figure], list[Mistake]]:
    """Handled by their kind, and by mistake taken into the interview or for an emergency."""
    marks: dict[str, list[bool]] = defaultdict(list)
    accepted, alarmed, mistakes = [], [], []
    for item in items:
        wanted, got = item.labels["handling"], readings[item.id].handling
        marks[wanted].append(got == wanted)
        accepted.append(got == IN_SCOPE)
        alarmed.append(readings[item.id].level in ESCALATED["urgent"])
        if got != wanted or alarmed[-1]:
            shown = f"{got} ({readings[item.id].intent})"
            shown = f"{readings[item.id].level}, {shown}" if alarmed[-1] else shown
            mistakes.append(Mistake(item.id, item.set, item.half, item.text, wanted, shown))
    every = [mark for listed in marks.values() for mark in listed]
    by_kind = rate_of(
        "out_of_scope", "out of scope handled by its kind", every, target=LEAST_BY_KIND
    )
    false = rate_of(
        "false_acceptance",
        "out of scope taken into the interview",
        accepted,
        target=MOST_ACCEPTED,
        mistakes=True,
    )
    alarms = rate_of(
        "false_alarm",
        "an alarm on a message out of scope",
        alarmed,
        target=MOST_ALARMED,
        mistakes=True,
    )
    return [*parts(by_kind, marks), false, alarms], mistakes


def judge_turned_away(
    items: Iterable[Item], readings: Mapping[str, Reading]
) -> tuple[list[Figure], list[Mistake]]:
    """In-scope messages that were not heard.

    Whoever is sent to a doctor the same day was heard, whatever the message was taken for.
    """
    marks: dict[str, list[bool]] = defaultdict(list)
    mistakes = []
    for item in items:
        reading = readings[item.id]
        away = reading.handling != IN_SCOPE and reading.level not in ESCALATED["urgent"]
        marks[item.set].append(away)
        if away:
            got = f"{reading.handling} ({reading.intent})"
            mistakes.append(Mistake(item.id, "turned_away", item.half, item.text, IN_SCOPE, got))
    every = [mark for listed in marks.values() for mark in listed]
    whole = rate_of(
        "turned_away",
        "in-scope messages turned away",
        every,
        target=MOST_TURNED_AWAY,
        mistakes=True,
    )
    return parts(whole, marks), mistakes
