"""A dialogue without Rasa's machinery: the real rules, actions and responses, driven by intents.

It follows `stories/rules` and the form as RulePolicy does; tests/conversations hold the same
against Rasa itself. Replies are filled in strictly: a placeholder without a fact is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import INTERVIEW, ClinicAction
from actions.resources import Resources
from actions.wording import place_of, with_capitals
from assessment.ledger import Ledger
from assessment.results import Assessment
from engine.requests import parse_payload

ROOT = Path(__file__).resolve().parents[3]
CLINIC = {
    "emergency_number": "112",
    "crisis_line": "116 123",
    "clinic_name": "the clinic",
    "clinic_phone": "555 0100",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """After one of `intents`, where `conditions` hold, `action` follows."""

    intents: frozenset[str]
    conditions: Mapping[str, Any]
    action: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply as a person gets it."""

    key: str
    text: str
    kind: str
    question_id: str | None
    buttons: Sequence[Mapping[str, str]]


@dataclass(slots=True)
class Dialogue:
    """One conversation: `send` what a message was read as, or `tap` a button; see `replies`."""

    actions: Mapping[str, ClinicAction]
    resources: Resources
    speaker: str | None = None
    slots: dict[str, Any] = field(default_factory=lambda: {"situation": "calm"})
    loop: str | None = None
    turns: int = 0
    replies: list[Reply] = field(default_factory=list)

    @property
    def ledger(self) -> Ledger:
        return Ledger.from_list(self.slots.get("ledger"))

    @property
    def assessment(self) -> Assessment:
        return self.resources.assess(self.ledger)

    @property
    def open_question(self) -> str | None:
        asked = [reply.question_id for reply in self.replies if reply.kind == "question"]
        return asked[-1] if asked else None

    @property
    def buttons(self) -> list[str]:
        """The payloads that the last answer offers."""
        return [button["payload"] for reply in self.replies for button in reply.buttons]

    def tap(self, payload: str) -> None:
        self._turn(parse_payload(payload))

    def choose(self, choice: str) -> None:
        """Tap a choice of the open question."""
        self.tap(f'/answer{{"question":"{self.open_question}","choice":"{choice}"}}')

    def choose_no(self) -> None:
        """Say that the result was not clear."""
        self.tap('/answer{"question":"clear","choice":"no"}')

    def told(self) -> list[tuple[str, str, str]]:
        """What stands in the ledger, without the record of what was asked."""
        entries = self.ledger.entries
        return [(e.about, e.value, e.status) for e in entries if e.about != "question"]

    def send(self, intent: str, entities: Iterable[Mapping[str, Any]] = (), text: str = "") -> None:
        """A message in free words, as the understanding read it."""
        words = text or intent.replace("_", " ")
        read = {"text": words, "intent": {"name": intent, "confidence": 1.0}, "segments": []}
        self._turn({**read, "entities": [dict(entity) for entity in entities]})

    def _turn(self, message: dict[str, Any]) -> None:
        self.turns += 1
        metadata = {**CLINIC, "speaker": self.speaker, "message_id": f"m{self.turns}"}
        latest = {**message, "metadata": metadata}
        self.replies = []
        self._run("action_update_ledger", latest)
        if self.slots["alarm"]:
            self._run("action_raise_emergency", latest)
            return
        if self.loop and "next_answer" in self._run("validate_interview", latest):
            self._ask_or_end(latest)
            return
        action = self._due(message["intent"]["name"])
        if action == INTERVIEW:
            self.loop = INTERVIEW
        else:
            self._run(action, latest)
        if self.loop:
            self._ask_or_end(latest)

    def _ask_or_end(self, latest: dict[str, Any]) -> None:
        if "requested_slot" in self._run("validate_interview", latest):
            self.loop = None
            self._run("action_give_result", latest)
        else:
            self._run("action_ask_next_answer", latest)

    def _due(self, intent: str) -> str:
        facts = {"situation": self.slots["situation"], "active_loop": self.loop}
        for rule in rules():
            fits = all(facts[name] == value for name, value in rule.conditions.items())
            if intent in rule.intents and fits:
                return rule.action
        return "action_ask_rephrase"

    def _run(self, name: str, latest: dict[str, Any]) -> set[str]:
        """Run an action as the engine does; the names of the slots that it set."""
        dispatcher, loop = CollectingDispatcher(), {"name": self.loop} if self.loop else {}
        tracker = Tracker("t", self.slots, latest, [], False, None, loop, "action_listen")
        events = _finish(self.actions[name].run(dispatcher, tracker, {}))
        self.replies += [r for m in dispatcher.messages if (r := self._reply(m))]
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"]
        if self.slots.get("situation") is None:
            self.slots["situation"] = "calm"
        return {event["name"] for event in events if event["event"] == "slot"}

    def _reply(self, message: dict[str, Any]) -> Reply | None:
        key, wordings = message["response"], responses()[message["response"]]
        times = (self.slots.get("said") or {}).get(key, 0)
        text = wordings[place_of(key, times, len(wordings))].format_map(message).strip()
        fields, buttons = message["reply"], message["buttons"]
        if not text:
            return None
        return Reply(key, with_capitals(text), fields["kind"], fields["question_id"], buttons)


def _finish(coroutine: Any) -> Any:
    """The actions await nothing, so one step takes them to their end."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    finally:
        coroutine.close()
    raise AssertionError("an action waited for something")


@cache
def responses() -> Mapping[str, Sequence[str]]:
    """The wordings of every response."""
    return {
        key: [wording["text"] for wording in wordings]
        for path in sorted((ROOT / "responses").glob("*.yml"))
        for key, wordings in _load(path)["responses"].items()
    }


@cache
def rules() -> Sequence[Rule]:
    """The rules of stories/rules that begin with an intent."""
    found = []
    for path in sorted((ROOT / "stories" / "rules").glob("*.yml")):
        for rule in _load(path)["rules"]:
            first, *rest = rule["steps"]
            intents = [step["intent"] for step in first.get("or", [first]) if "intent" in step]
            if intents:
                conditions = _conditions(rule.get("condition", ()))
                found.append(Rule(frozenset(intents), conditions, rest[0]["action"]))
    return found


def _conditions(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    facts: dict[str, Any] = {}
    for row in rows:
        if "active_loop" in row:
            facts["active_loop"] = row["active_loop"]
        for slot in row.get("slot_was_set", ()):
            facts |= slot
    return facts


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
