"""Puts an assessment into words: how soon, which doctor first, what kind, why, which tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Final

from actions.items import sources_of, titled
from actions.resources import Resources
from actions.say_back import name_of, noted
from actions.turn import Outcome, Say, Turn
from actions.urgent import URGENT_TOLD, why_urgency
from actions.wording import button, denied, for_speaker, listed, phrases
from assessment.classify import course_hint, course_of, span
from assessment.ledger import About, Evidence, Ledger
from assessment.results import Assessment, Candidate, Classification
from knowledge.models import Condition, Specialist, Test

RESULT_TOLD = "result"  # in the slot `told`
CANDIDATES_SHOWN = 3
REASONS_SHOWN = 3  # on each side; "why?" tells them all
TESTS_SHOWN = 3
FOLLOWERS_SHOWN = 2
_COURSE: Final[tuple[About, ...]] = ("duration", "course", "onset")


def tell_result(
    turn: Turn, assessment: Assessment, resources: Resources, *, again: bool = True
) -> Outcome:
    """The result in one reply of 6 to 12 short lines, and "was this clear?" after it.

    Without `again`, one that was told before and stays as it is gets only its heart repeated.
    """
    facts = {
        "how_soon": _how_soon(turn, assessment, resources),
        "doctors": doctors(assessment, resources),
        "type": kind_and_why(turn.ledger, assessment.classification, resources),
        "candidates": candidate_lines(shown(assessment), turn, resources),
        "tests": listed([in_short(t.id, resources) for t in assessment.tests[:TESTS_SHOWN]]),
    }
    conditions = [resources.store.item(c.id) for c in shown(assessment)]
    level = resources.row("urgency_levels", assessment.urgency.level)
    result = Say(
        "utter_result",
        facts,
        kind="summary",
        buttons=[button(name) for name in ("why_result", "summary", "human", "change")],
        sources=sources_of(conditions),
        rests_on=resources.sources(level),
    )
    clear = Say("utter_ask_clear", buttons=[button("clear_yes"), button("clear_no")])
    told = [mark for mark in turn.told if not mark.startswith(RESULT_TOLD)]
    told += [RESULT_TOLD, _fingerprint(facts)]
    if assessment.urgency.level == "urgent":
        told.append(URGENT_TOLD)
    memory = {"open_question": "clear", "told": told, "topic": None}
    memory["listed"] = [condition.id for condition in conditions]
    if not again and _fingerprint(facts) in turn.told:
        return Outcome([*noted(turn, resources), Say("utter_result_stands", facts)], memory)
    today = _why_today(turn, assessment, resources)
    return Outcome([*noted(turn, resources), result, *today, clear], memory)


def _why_today(turn: Turn, assessment: Assessment, resources: Resources) -> list[Say]:
    """The reason, where the interview ended before it was said."""
    said = URGENT_TOLD in turn.told or assessment.urgency.level != "urgent"
    return [] if said else why_urgency(assessment.urgency, turn, resources)


def simple_result(turn: Turn, assessment: Assessment, resources: Resources) -> Say:
    """The heart of the result in the plainest words, for whoever did not follow."""
    first = shown(assessment)[0]
    item = resources.store.item(first.id)
    facts = {
        "how_soon": _how_soon(turn, assessment, resources),
        "doctor": titled(resources.store.item(assessment.specialists[0].id)),
        "reason": item.plain if isinstance(item, Condition) else item.name,
    }
    buttons = [button("why_result"), button("human")]
    sources = sources_of([item])
    return Say("utter_result_simple", facts, kind="answer", buttons=buttons, sources=sources)


def _fingerprint(facts: Mapping[str, str]) -> str:
    """Tells whether a result is the same as the one that was told before."""
    digest = hashlib.blake2b(repr(sorted(facts.items())).encode(), digest_size=8)
    return f"{RESULT_TOLD}:{digest.hexdigest()}"


def kind_in_words(classification: Classification) -> str:
    """'acute, on movement'; what was not stated is not made up."""
    words = phrases()["types"]
    known = [
        words[value]
        for value in (classification.course, classification.activation)
        if value in words
    ]
    return listed(known) if known else str(phrases()["result"]["type_unclear"])


def kind_and_why(ledger: Ledger, kind: Classification, resources: Resources) -> str:
    """'acute and on movement (for about 3 weeks; “when I bend down”)'."""
    reasons = [name_of(asdict(entry), resources) for entry in _of_the_course(ledger)]
    reasons += [f"“{e.quote}”" for e in ledger.standing("activation") if _is_quotable(e)]
    words, why = kind_in_words(kind), phrases()["lists"]["semicolon"].join(reasons)
    return str(phrases()["result"]["type_why"].format(type=words, why=why)) if why else words


def _of_the_course(ledger: Ledger) -> list[Evidence]:
    """What says acute or chronic: a duration or "for ages", else the start."""
    told = [e for about in _COURSE if (e := ledger.latest(about)) and e.status == "present"]
    decided = course_of(span(ledger, "duration"), None, course_hint(ledger)) != "unclear"
    return [e for e in told if e.value and (e.about != "onset" or not decided)][:2]


def _is_quotable(entry: Evidence) -> bool:
    """Somebody's own words for when it shakes; not the words on a button."""
    own = (entry.subject, entry.time, entry.status) == ("self", "current", "present")
    return own and entry.origin == "volunteered" and bool(entry.quote)


def _how_soon(turn: Turn, assessment: Assessment, resources: Resources) -> str:
    row = resources.row("urgency_levels", assessment.urgency.level)
    return for_speaker(row["how_soon"], turn.speaker)


def doctors(assessment: Assessment, resources: Resources) -> str:
    """'Therapist (the family doctor, also called GP). After that, if needed: neurologist …'."""
    items = [resources.store.item(referral.id) for referral in assessment.specialists]
    if not items:
        return ""
    followers = [in_short(item.id, resources).lower() for item in items[1 : 1 + FOLLOWERS_SHOWN]]
    then = phrases()["result"]["then"].format(names=listed(followers, "or")) if followers else ""
    return titled(items[0]) + then


def in_short(item_id: str, resources: Resources) -> str:
    """A test or a doctor with what it is in a few words: "MRI scan (pictures …)"."""
    item = resources.store.item(item_id)
    plain = item.plain if isinstance(item, Test | Specialist) else ""
    return f"{item.name} ({plain})" if plain else item.name


def shown(assessment: Assessment) -> Sequence[Candidate]:
    """The best candidates; one that nothing speaks for only where that is so of all."""
    best = assessment.candidates[:CANDIDATES_SHOWN]
    return [c for c in best if c.because or c.context_for] or best


def candidate_lines(candidates: Sequence[Candidate], turn: Turn, resources: Resources) -> str:
    """Each candidate with its reasons, one a line."""
    return "\n".join(_candidate(candidate, turn, resources) for candidate in candidates)


def _candidate(candidate: Candidate, turn: Turn, resources: Resources) -> str:
    """One short line: the name in plain words, what fits best, what speaks most against it."""
    item = resources.store.item(candidate.id)
    plain = item.plain if isinstance(item, Condition) else item.name
    frames = phrases()["result"]
    fits = names_of([*candidate.because, *candidate.context_for], turn.ledger, resources)
    not_so = names_of([*candidate.against, *candidate.context_against], turn.ledger, resources)
    because, against = fits[:REASONS_SHOWN], not_so[:REASONS_SHOWN]
    names = (item.name.lower(), plain.lower())
    says_more = names[0] not in names[1] and names[1] not in names[0]
    line = f"- **{item.name}** ({plain})." if says_more else f"- **{item.name}**."
    if because:
        line += frames["because"].format(names=listed(because))
    if against:
        line += frames["against"].format(names=listed(against))
    return line


def names_of(reasons: Iterable[str], ledger: Ledger, resources: Resources) -> list[str]:
    """Findings and terms such as `activation:static` as a person would say them, each once."""
    named = (_reason(reason, ledger, resources) for reason in reasons)
    return list(dict.fromkeys(name for name in named if name))


def _reason(reason: str, ledger: Ledger, resources: Resources) -> str:
    """A finding that was denied counts by its absence: 'no pain in the back'."""
    group, _, value = reason.partition(":")
    words = phrases()
    if value:
        return str(words.get(group, {}).get(value, ""))
    finding = reason.removeprefix("!")
    row = resources.rows.get(("findings", finding))
    if row is None:
        return ""
    name = str(row["name"])
    return denied(name) if ledger.status("finding", finding) == "absent" else name
