"""What each content file holds: its fields, which are required, and what they point at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FieldKind = Literal[
    "id",  # the row's own id
    "question",  # the id of a question: activation, onset, …, a finding, or flag:ID
    "line",  # one short line of text
    "text",  # two to five sentences that are said to a person
    "note",  # longer text without a fixed number of sentences
    "number",
    "choice",  # one of `allowed`
    "choices",  # a list out of `allowed`
    "lines",  # a list of short lines
    "options",  # a list of {id, title}: the buttons of a question
    "ref",  # an id of one of the files in `to`
    "refs",  # a list of such ids, in order
    "terms",  # a list of conditions on the evidence, such as numbness or activation:static
    "review",  # {state, reviewer, date}
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row."""

    name: str
    kind: FieldKind
    required: bool = True
    to: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    at_least: int = 1  # for lists


Shape = tuple[Field, ...]

LEVELS: Final = ("emergency", "urgent", "routine", "self_care", "undetermined")
CONDITION_KINDS: Final = ("disease", "cause", "pathology")
FINDING_KINDS: Final = ("trigger", "symptom", "history")
QUESTION_KINDS: Final = ("activation", "onset", "duration", "safety", "age", "finding", "flag")

# file -> the kind an item has in the store. Their ids are unique across all these files.
ITEM_KINDS: Final = {
    "overview": "overview",
    "types": "type",
    "conditions": "condition",
    "tests": "test",
    "specialists": "specialist",
    "treatments": "treatment",
    "complications": "complication",
    "expert_advice": "expert_advice",
}

_ID = Field("id", "id")
_ITEM: Shape = (
    _ID,
    Field("name", "line"),
    Field("gloss", "line", required=False),
    Field("text", "text"),
)
_PROVENANCE: Shape = (Field("source", "refs", to=("sources",)), Field("review", "review"))


def _item(*own: Field) -> Shape:
    return (*_ITEM, *own, *_PROVENANCE)


def _row(*own: Field) -> Shape:
    return (*own, *_PROVENANCE)


SHAPES: Final[dict[str, Shape]] = {
    "sources": (
        _ID,
        Field("title", "line"),
        Field("where", "line"),
        Field("read", "choice", allowed=("whole", "excerpt", "secondary", "unopened")),
    ),
    "overview": _item(),
    "types": _item(),
    "conditions": _item(
        Field("plain", "line"),
        Field("kinds", "choices", allowed=CONDITION_KINDS),
        Field("why_linked", "line"),
        Field("why_against", "line"),
        Field("prior", "number"),
        Field("requires", "terms", required=False),
        Field("cap", "number", required=False),
    ),
    "tests": _item(
        Field("plain", "line"),
        Field("prepare", "note"),
        Field("feels_like", "note"),
        Field("who", "note"),
        Field("unless", "terms", required=False),
    ),
    "specialists": _item(
        Field("plain", "line"), Field("does", "note"), Field("when_first", "note")
    ),
    "treatments": _item(Field("how", "note"), Field("evidence", "note")),
    "complications": _item(),
    "expert_advice": _item(),
    "care": _row(
        Field("condition", "ref", to=("conditions",)),
        Field("tests", "refs", to=("tests",), at_least=0),
        Field("specialists", "refs", to=("specialists",)),
        Field("treatments", "refs", to=("treatments",)),
        Field("notes", "note"),
    ),
    "glossary": _row(
        _ID,
        Field("term", "line"),
        Field("words", "lines", required=False),
        Field("text", "note"),
    ),
    "synonyms": _row(Field("id", "ref", to=tuple(ITEM_KINDS)), Field("words", "lines")),
    "findings": _row(_ID, Field("kind", "choice", allowed=FINDING_KINDS), Field("name", "line")),
    "weights": _row(
        Field("condition", "ref", to=("conditions",)),
        Field("when", "terms"),
        Field("points", "number"),
    ),
    "urgency_levels": _row(
        Field("id", "choice", allowed=LEVELS),
        Field("name", "line"),
        Field("how_soon", "line"),
        Field("what_to_do", "note"),
    ),
    "urgency_rules": _row(
        _ID,
        Field("level", "choice", allowed=LEVELS),
        Field("flag", "ref", required=False, to=("red_flags",)),
        Field("all", "terms", required=False),
        Field("any", "terms", required=False),
        Field("unless", "terms", required=False),
        Field("milder_words", "lines", required=False),
        Field("because", "line"),
    ),
    "red_flags": _row(
        _ID,
        Field("level", "choice", allowed=LEVELS),
        Field("higher_level", "choice", required=False, allowed=LEVELS),
        Field("higher_words", "lines", required=False),
        Field("name", "line"),
        Field("why", "note"),
        Field("do", "note"),
        Field("do_not", "note"),
    ),
    "questions": _row(
        Field("id", "question"),
        Field("kind", "choice", allowed=QUESTION_KINDS),
        Field("text", "lines", at_least=3),
        Field("why", "line"),
        Field("choices", "options"),
        Field("example", "line"),
        Field("chance", "number", required=False),
        Field("enough", "terms", required=False),
        Field("settled_by", "terms", required=False),
    ),
}
