"""The border between rasa_sdk and the actions: tracker in, `respond`, events and replies out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.emergency import kept_in_sight
from actions.resources import Resources, shared_resources
from actions.turn import CLINIC_FACTS, Outcome, Say, Speaker, Turn
from actions.wording import person_words, phrases
from assessment.ledger import Ledger

INTERVIEW = "interview"


def read_turn(tracker: Tracker) -> Turn:
    """Everything an action needs of Rasa's tracker, as plain typed data."""
    message: Mapping[str, Any] = tracker.latest_message or {}
    metadata: Mapping[str, Any] = message.get("metadata") or {}
    slots, instead = tracker.slots, phrases()["without_setting"]
    return Turn(
        ledger=Ledger.from_list(slots.get("ledger")),
        number=slots.get("turn") or 0,
        intent=(message.get("intent") or {}).get("name") or "",
        text=message.get("text") or "",
        message_id=metadata.get("message_id") or "",
        read=slots.get("read") or "",
        entities=message.get("entities") or (),
        segments=message.get("segments") or (),
        mentions=message.get("mentions") or (),
        handling=message.get("handling") or "in_scope",
        speaker=_speaker(slots.get("speaker"), metadata),
        topic=slots.get("topic"),
        shown=slots.get("shown"),
        listed=slots.get("listed") or (),
        # What is said to a person of the clinic is no answer to a question of the assistant.
        open_question=None if metadata.get("listen") else slots.get("open_question"),
        situation=slots.get("situation") or "calm",
        news=slots.get("news") or (),
        asked=slots.get("asked") or {},
        misunderstandings=slots.get("misunderstandings") or 0,
        told=slots.get("told") or (),
        story=slots.get("story") or (),
        said=slots.get("said") or {},
        cited=slots.get("cited") or {},
        in_interview=(tracker.active_loop or {}).get("name") == INTERVIEW,
        clinic={key: metadata.get(key) or instead.get(key, "") for key in CLINIC_FACTS},
    )


def _speaker(known: Mapping[str, Any] | None, metadata: Mapping[str, Any]) -> Speaker:
    """As it was remembered; whom a call is about may have been noted anew."""
    speaker = Speaker(**(known or {"role": metadata.get("speaker") or "patient"}))
    return replace(speaker, about=metadata.get("about") or "")


class ClinicAction(Action, ABC):
    """An action of the assistant: subclasses name themselves and decide in `respond`.

    With `begins_interview`, a message that told us something on the side starts the interview:
    "it shakes since Monday, what is an EMG?" is answered, and then asked about.

    An exception is not caught here: the engine's local action endpoint lets the whole turn fail,
    so that nothing half done is remembered and no failure can sound like a success.
    """

    begins_interview: bool = False

    def __init__(self, resources: Resources | None = None) -> None:
        self._resources = resources

    @property
    def resources(self) -> Resources:
        """Knowledge and clinical model: injected, or opened once per process on first use."""
        return self._resources or shared_resources()

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml."""

    @abstractmethod
    def respond(self, turn: Turn) -> Outcome:
        """Decide what to say and what to remember."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Rasa's entry: read the turn, decide, say by key, return events."""
        turn = read_turn(tracker)
        outcome = self.respond(turn)
        words = person_words(turn.speaker)
        replies = self._safe(turn, outcome)
        for say in replies:
            utter(dispatcher, say, {**turn.clinic, **words})
        slots = {**memory_of(replies, turn), **outcome.slots}
        events: list[dict[str, Any]] = [SlotSet(key, value) for key, value in slots.items()]
        if outcome.signals:
            events.append(SlotSet("signals", list(outcome.signals)))
        if self._begins(turn, outcome):
            events.append(ActiveLoop(INTERVIEW))
        if outcome.interview == "end":
            events += [ActiveLoop(None), SlotSet("requested_slot", None)]
        return events

    def _safe(self, turn: Turn, outcome: Outcome) -> Sequence[Say]:
        """In an emergency whatever is said comes after the action to take."""
        if turn.situation != "emergency" or not outcome.say:
            return outcome.say
        return kept_in_sight(outcome.say, turn, self.resources.assess(turn.ledger))

    def _begins(self, turn: Turn, outcome: Outcome) -> bool:
        """The action wants it, or a complaint was told on the side; never in an alarm."""
        if turn.situation == "emergency" or turn.in_interview:
            return False
        told = bool(turn.news) or _holds_a_complaint(turn)
        on_the_side = self.begins_interview and told and outcome.interview != "end"
        return outcome.interview == "begin" or on_the_side


def _holds_a_complaint(turn: Turn) -> bool:
    """ "My back trembles. How much ibuprofen may I take?" tells no fact, and yet of the back."""
    return len(turn.segments) > 1 and any(
        part["intent"]["name"] == "inform" for part in turn.segments
    )


def memory_of(replies: Sequence[Say], turn: Turn) -> dict[str, Any]:
    """How often each wording was used, and what the last answer rests on.

    The question that comes back after an answer does not take the answer's place.
    """
    if not replies:
        return {}
    keys = dict.fromkeys(say.key for say in replies)
    slots: dict[str, Any] = {
        "said": {**turn.said, **{key: turn.said.get(key, 0) + 1 for key in keys}}
    }
    rests_on = {s["id"]: dict(s) for say in replies for s in (*say.sources, *say.rests_on)}
    only_asks = all(say.kind in ("question", "message") for say in replies)
    if rests_on and not (only_asks and turn.cited.get("turn") == turn.number):
        slots["cited"] = {"turn": turn.number, "sources": list(rests_on.values())}
    return slots


def utter(dispatcher: CollectingDispatcher, say: Say, common_facts: Mapping[str, Any]) -> None:
    """Hand a reply to Rasa by response key; its own fields travel along as `reply`."""
    reply = {
        "kind": say.kind,
        "question_id": say.question_id,
        "questions_left": say.questions_left,
        "sources": [dict(source) for source in say.sources],
    }
    facts = {**common_facts, **say.facts}
    buttons = [dict(button) for button in say.buttons]
    dispatcher.utter_message(response=say.key, buttons=buttons, reply=reply, **facts)
