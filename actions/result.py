"""Puts an assessment into words: how soon, which doctor first, what kind, why, which tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from actions.items import sources_of, titled
from actions.resources import Resources
from actions.say_back import noted
from actions.turn import Outcome, Say, Turn
from actions.wording import button, denied, for_speaker, listed, phrases
from assessment.ledger import Ledger
from assessment.results import Assessment, Candidate, Classification
from knowledge.models import Condition

RESULT_TOLD = "result"  # in the slot `told`
CANDIDATES_SHOWN = 3
TESTS_SHOWN = 3
FOLLOWERS_SHOWN = 2


def tell_result(
    turn: Turn, assessment: Assessment, resources: Resources, *, again: bool = True
) -> Outcome:
    """The result in one reply of 6 to 12 short lines, and "was this clear?" after it.

    Without `again`, one that was told before and stays as it is gets only its heart repeated.
    """
    facts = {
        "how_soon": _how_soon(turn, assessment, resources),
        "doctors": doctors(assessment, resources),
        "type": kind_in_words(assessment.classification),
        "candidates": _candidates(assessment.candidates[:CANDIDATES_SHOWN], turn, resources),
        "tests": listed([resources.store.item(t.id).name for t in assessment.tests[:TESTS_SHOWN]]),
    }
    conditions = [resources.store.item(c.id) for c in assessment.candidates[:CANDIDATES_SHOWN]]
    result = Say(
        "utter_result",
        facts,
        kind="summary",
        buttons=[button(name) for name in ("why_result", "summary", "human", "change")],
        sources=sources_of(conditions),
    )
    clear = Say("utter_ask_clear", buttons=[button("clear_yes"), button("clear_no")])
    told = [mark for mark in turn.told if not mark.startswith(RESULT_TOLD)]
    told += [RESULT_TOLD, _fingerprint(facts)]
    memory = {"open_question": "clear", "told": told, "topic": None}
    memory["listed"] = [condition.id for condition in conditions]
    if not again and _fingerprint(facts) in turn.told:
        return Outcome([*noted(turn, resources), Say("utter_result_stands", facts)], memory)
    return Outcome([*noted(turn, resources), result, clear], memory)


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


def _how_soon(turn: Turn, assessment: Assessment, resources: Resources) -> str:
    row = resources.row("urgency_levels", assessment.urgency.level)
    return for_speaker(row["how_soon"], turn.speaker)


def doctors(assessment: Assessment, resources: Resources) -> str:
    """'Therapist (your family doctor, GP), then a neurologist if needed'."""
    items = [resources.store.item(referral.id) for referral in assessment.specialists]
    if not items:
        return ""
    followers = [item.name.lower() for item in items[1 : 1 + FOLLOWERS_SHOWN]]
    then = phrases()["result"]["then"].format(names=listed(followers, "or")) if followers else ""
    return titled(items[0]) + then


def _candidates(candidates: Sequence[Candidate], turn: Turn, resources: Resources) -> str:
    return "\n".join(_candidate(candidate, turn, resources) for candidate in candidates)


def _candidate(candidate: Candidate, turn: Turn, resources: Resources) -> str:
    """One line: the name in plain words, what fits, what speaks against it."""
    item = resources.store.item(candidate.id)
    plain = item.plain if isinstance(item, Condition) else item.name
    frames = phrases()["result"]
    because = names_of([*candidate.context_for, *candidate.because], turn.ledger, resources)
    against = names_of([*candidate.context_against, *candidate.against], turn.ledger, resources)
    line = (
        f"- **{item.name}** ({plain})."
        if plain.lower() != item.name.lower()
        else f"- **{item.name}**."
    )
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
