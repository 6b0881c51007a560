"""Reads the entities of a message as evidence for the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, cast

from assessment.ledger import Evidence, Ledger, Origin, Status
from assessment.levels import Level
from assessment.parts import RedFlag

OTHER_ACTIVATION = {"static": "kinetic", "kinetic": "static"}
_FLAG_STATUS: dict[str, Status] = {"present": "present", "absent": "absent", "unclear": "unknown"}
_NUMBERS = ("duration", "age")
ANOTHER_COMPLAINT = "other_medical"  # an intent, and the handling of a message


def evidence_of(
    entities: Sequence[Mapping[str, Any]],
    turn: int,
    flags: Mapping[str, RedFlag],
    origin: Origin = "volunteered",
) -> list[Evidence]:
    """What the entities of one message state; hypothetical mentions state nothing.

    A red flag is as grave as its words, or the whole message, make it; the latter only if it is one
    of those that have a higher level (red_flags.yml).

    `entities` are those that nlu/components write (docs/architecture.md names their keys).
    """
    found: list[Evidence] = []
    for entity in sorted(entities, key=lambda entity: entity.get("start", 0)):
        found += _READERS.get(entity["entity"], _nothing)(entity, turn, origin)
    return [_graded(item, flags[item.value]) if item.about == "flag" else item for item in found]


def _graded(item: Evidence, flag: RedFlag) -> Evidence:
    judged: Level = item.level if item.level == flag.higher_level else "undetermined"
    return replace(item, level=flag.level_of(item.quote, judged))


def dangers_of(entities: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What counts of a message about another complaint before any of the back: its danger signs.

    A shoulder that is weak, or a bowel that is slow, is no finding of the back. But beside a sign
    that stands everything counts: a fever makes a pain in the flank graver.
    """
    flags = [entity for entity in entities if entity["entity"] == "red_flag"]
    stands = any(flag.get("status", "present") == "present" for flag in flags)
    return list(entities) if stands else flags


def news_of(before: Ledger, after: Ledger) -> list[Evidence]:
    """What `after` holds beyond `before`: the matter of the say-back."""
    return list(after.entries[len(before.entries) :])


def flags_kept(evidence: Iterable[Evidence], ledger: Ledger) -> list[Evidence]:
    """Evidence without silent withdrawals: a raised flag falls only by a confirmed correction."""
    return [
        item
        for item in evidence
        if not (
            item.about == "flag"
            and item.status in ("absent", "unknown")
            and ledger.status("flag", item.value) in ("present", "retracted")
        )
    ]


def _nothing(entity: Mapping[str, Any], turn: int, origin: Origin) -> list[Evidence]:
    return []


def _finding(entity: Mapping[str, Any], turn: int, origin: Origin) -> list[Evidence]:
    status = entity.get("status", "present")
    if status == "hypothetical":
        return []
    return [
        Evidence(
            about="finding",
            value=entity["value"],
            status=status,
            subject=entity.get("subject", "self"),
            time=entity.get("time", "current"),
            origin=origin,
            turn=turn,
            quote=entity.get("quote", ""),
        )
    ]


def _activation(entity: Mapping[str, Any], turn: int, origin: Origin) -> list[Evidence]:
    stated = _plain(entity, turn, origin)
    if not entity.get("exclusive"):
        return stated
    other = Evidence(
        "activation",
        OTHER_ACTIVATION[entity["value"]],
        "absent",
        origin=origin if entity.get("corrects") else "inferred",
        turn=turn,
        quote=entity.get("quote", ""),
    )
    return [*stated, other]


def _plain(entity: Mapping[str, Any], turn: int, origin: Origin) -> list[Evidence]:
    about = cast(Literal["activation", "onset", "duration", "age"], entity["entity"])
    status = entity.get("status", "present")
    if status == "hypothetical":
        return []
    value = f"{float(entity['value']):g}" if about in _NUMBERS else str(entity["value"])
    quote = entity.get("quote", "")
    return [Evidence(about, value, status, origin=origin, turn=turn, quote=quote)]


def _course_hint(entity: Mapping[str, Any], turn: int, origin: Origin) -> list[Evidence]:
    """ "For ages" names no number, but it says acute or chronic."""
    quote = entity.get("quote", "")
    return [Evidence("course", str(entity["value"]), origin=origin, turn=turn, quote=quote)]


def _red_flag(entity: Mapping[str, Any], turn: int, origin: Origin) -> list[Evidence]:
    status = _FLAG_STATUS[entity.get("status", "present")]
    flag, quote = entity["value"], entity.get("quote", "")
    level = entity.get("level", "undetermined")
    return [Evidence("flag", flag, status, origin=origin, turn=turn, quote=quote, level=level)]


def _unmatched(entity: Mapping[str, Any], turn: int, origin: Origin) -> list[Evidence]:
    words = str(entity["value"])
    return [Evidence("unmatched", words, origin=origin, turn=turn, quote=words)]


_READERS = {
    "finding": _finding,
    "activation": _activation,
    "onset": _plain,
    "duration": _plain,
    "age": _plain,
    "course_hint": _course_hint,
    "red_flag": _red_flag,
    "unmatched": _unmatched,
}
