"""What an action gets to know about the turn, and what it may ask for in return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assessment.ledger import Ledger

# Facts of the settings that come with every message, for the sentences that need them.
CLINIC_FACTS = ("emergency_number", "crisis_line", "clinic_name", "clinic_phone")

ReplyKind = Literal["message", "question", "answer", "emergency", "summary", "notice"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who types and for whom: role patient, relative or agent; relation ("mother"); pronoun.

    `about` says whom an agent's call is about, as phrases.yml names pronouns; "" if not known.
    """

    role: str = "patient"
    relation: str = ""
    pronoun: str = "they"
    about: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The latest message and everything that stands from before it."""

    ledger: Ledger = field(default_factory=Ledger)
    number: int = 0
    intent: str = ""
    text: str = ""
    message_id: str = ""
    read: str = ""  # the message id that the ledger was last updated for
    entities: Sequence[Mapping[str, Any]] = ()
    segments: Sequence[Mapping[str, Any]] = ()
    mentions: Sequence[str] = ()  # ids of the items that it names, asked about or not
    handling: str = "in_scope"
    speaker: Speaker = field(default_factory=Speaker)
    topic: str | None = None
    shown: str | None = None  # id of the item whose text was said last
    listed: Sequence[str] = ()  # ids of the items that were listed last, in their order
    open_question: str | None = None
    situation: str = "calm"
    news: Sequence[Mapping[str, Any]] = ()
    asked: Mapping[str, int] = field(default_factory=dict)
    misunderstandings: int = 0
    told: Sequence[str] = ()
    story: Sequence[Mapping[str, Any]] = ()  # the messages that told something
    said: Mapping[str, int] = field(default_factory=dict)  # response key -> how often
    cited: Mapping[str, Any] = field(default_factory=dict)  # what was said last rests on
    in_interview: bool = False
    clinic: Mapping[str, str] = field(default_factory=dict)  # numbers and names of the settings

    @property
    def is_tapped(self) -> bool:
        """Whether it is a button's payload: typed words never begin with a slash."""
        return self.text.startswith("/")

    def entity_values(self, name: str) -> list[Any]:
        """Values of all entities called `name`, in the order of the text."""
        return [entity["value"] for entity in self.entities if entity["entity"] == name]


@dataclass(frozen=True, slots=True)
class Say:
    """One reply, by the key of its text in responses/ and the facts that fill it."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    kind: ReplyKind = "message"
    buttons: Sequence[Mapping[str, str]] = ()
    question_id: str | None = None
    questions_left: int | None = None
    sources: Sequence[Mapping[str, str]] = ()  # shown with the reply
    rests_on: Sequence[Mapping[str, str]] = ()  # told only if somebody asks for it
    listed: Sequence[str] = ()  # ids of the items that it lists, in their order


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action wants said and remembered. `slots` holds plain JSON values."""

    say: Sequence[Say] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    interview: Literal["", "begin", "end"] = ""  # start or stop the interview form
    signals: Sequence[str] = ()  # for the gateway: "handoff", "erase", "ended"
