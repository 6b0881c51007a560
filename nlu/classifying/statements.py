"""What a message states, as labels of the network and as entities: from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from nlu.classifying.corpus import Status
from nlu.language.facts import OTHER_AXIS

Entity = Mapping[str, Any]
_AXIS = {"static": "activation", "kinetic": "activation", "sudden": "onset", "gradual": "onset"}
_KINDS = ("finding", *_AXIS.values())
_SAME_AS_GRADUAL = ("gradual", "recurrent", "chronic")


class Saying(IntEnum):
    """How the phrases state a label, and how plainly; of two, the one that stands first counts."""

    NONE = 0
    PRESENT = 1
    PRESENT_BUT_PAST = 2  # told as of a time that is over
    PRESENT_BUT_OTHERS = 3  # told in one breath with somebody else
    PRESENT_BUT_ASKED = 4  # told in a question or a supposition
    ABSENT = 5
    ASIDE = 6
    ANOTHERS = 7
    PAST = 8

    @property
    def status(self) -> Status:
        """What it comes to."""
        return _COMES_TO[self]


IN_DOUBT = (Saying.PRESENT_BUT_PAST, Saying.PRESENT_BUT_OTHERS, Saying.PRESENT_BUT_ASKED)
_COMES_TO = (
    Status.NONE,
    *(Status.PRESENT,) * 4,
    Status.ABSENT,
    *(Status.ASIDE,) * 3,
)
_DOUBTFUL = {
    "past": Saying.PRESENT_BUT_PAST,
    "others": Saying.PRESENT_BUT_OTHERS,
    "asked": Saying.PRESENT_BUT_ASKED,
}
_OWN = {"present": Saying.PRESENT, "absent": Saying.ABSENT}


def kind_of(label: str) -> str:
    """The kind of entity that a label stands for."""
    return _AXIS.get(label, "finding")


def said(entities: Iterable[Entity]) -> dict[str, Saying]:
    """How the entities mean each label that they speak of."""
    found: dict[str, Saying] = {}
    for entity in entities:
        label = _label(entity)
        if label is not None:
            found[label] = min(_saying(entity), found.get(label, Saying.PAST))
    return found


def ruled_out(entities: Iterable[Entity]) -> set[str]:
    """Labels that cannot be: of "only at rest" and "at rest, no, on movement" the other axis."""
    return {OTHER_AXIS[entity["value"]] for entity in entities if entity.get("exclusive")}


def _label(entity: Entity) -> str | None:
    """The label that an entity speaks of; "for ages" speaks of a gradual beginning."""
    kind, value = entity["entity"], entity["value"]
    if kind in ("onset", "course_hint") and value in _SAME_AS_GRADUAL:
        return "gradual"
    return str(value) if kind in _KINDS and kind == kind_of(value) else None


def _status(entity: Entity) -> Status:
    return _saying(entity).status


def _saying(entity: Entity) -> Saying:
    if entity.get("time", "current") != "current":
        return Saying.PAST
    if entity.get("subject", "self") != "self":
        return Saying.ANOTHERS
    stated = _OWN.get(entity.get("status", "present"), Saying.ASIDE)
    return _DOUBTFUL.get(entity.get("manner", ""), stated) if stated == Saying.PRESENT else stated


def settled(entities: Sequence[Entity], label: str, status: Status) -> list[dict[str, Any]]:
    """The entities with those of a label brought to a status.

    What was read as past, doubted or somebody else's keeps that, if it only is to stand aside. A
    hint at the course ("for yonks") is said in so many words, so none but the phrases deny it.
    """
    kept: list[dict[str, Any]] = []
    for one in entities:
        entity = dict(one)
        outright = status == Status.NONE and entity["entity"] == "course_hint"
        if _label(entity) != label or outright:
            kept.append(entity)
        elif status != Status.NONE:
            kept.append(entity if _status(entity) == status else _brought(entity, status))
    return kept


def _brought(entity: dict[str, Any], status: Status) -> dict[str, Any]:
    if status == Status.ASIDE:
        return entity | {"status": "hypothetical"}
    changed = entity | {"status": "present" if status == Status.PRESENT else "absent"}
    if entity["entity"] == "finding":
        changed |= {"subject": "self", "time": "current"}
    return changed
