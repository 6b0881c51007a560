"""What the gateway may ask of the engine, read from JSON in one place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from actions.turn import CLINIC_FACTS
from assessment.ledger import About, Evidence, Status
from engine.errors import BadRequest

LONGEST_TEXT = 4_000  # characters; the gateway refuses more, with a sentence to the person
_COMMAND = re.compile(r"/(restart|start|stop|help|human|summary|skip|back)$", re.IGNORECASE)
_PAYLOAD = re.compile(r"^/([a-z_]+)(\{.*\})?$", re.DOTALL)
_START = "start"
_CORRECTED = ("about", "value", "status", "time", "quote")
_ABOUT = ("finding", "flag", "activation")
_STATUS = ("present", "absent", "unknown", "retracted")


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One message of one conversation; either `text` (free words) or `payload` (a button)."""

    conversation: str
    message_id: str
    text: str | None = None
    payload: str | None = None
    channel: str = "web"
    speaker: str | None = None
    clinic: Mapping[str, str] = field(default_factory=dict)  # names and numbers of the settings
    about: str = ""  # whom a call is about: patient (the caller), she, he, they; or not known
    listen: bool = False  # read it, say nothing: a person is answering

    @classmethod
    def from_json(cls, data: Any) -> TurnRequest:
        """Read a request; `BadRequest` names the field that is wrong."""
        if not isinstance(data, dict):
            raise BadRequest("The request must be a JSON object.")
        for name in ("conversation", "message_id"):
            if not isinstance(data.get(name), str) or not data[name]:
                raise BadRequest(f"'{name}' must be a text that is not empty.")
        text, payload = data.get("text"), data.get("payload")
        if isinstance(text, str) == isinstance(payload, str):
            raise BadRequest("Exactly one of 'text' and 'payload' must be given.")
        if text is not None and len(text) > LONGEST_TEXT:
            raise BadRequest(f"'text' must not be longer than {LONGEST_TEXT} characters.")
        return cls(
            conversation=data["conversation"],
            message_id=data["message_id"],
            text=text,
            payload=payload,
            channel=str(data.get("channel") or "web"),
            speaker=data.get("speaker"),
            clinic={name: str(data.get(name) or "") for name in CLINIC_FACTS},
            about=str(data.get("about") or ""),
            listen=data.get("listen") is True,
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person of the clinic put right by hand; `evidence` is one entry for the ledger."""

    conversation: str
    message_id: str
    evidence: Evidence

    @classmethod
    def from_json(cls, data: Any) -> Correction:
        """Read a correction; `BadRequest` says what is wrong."""
        if not isinstance(data, dict) or not isinstance(data.get("evidence"), dict):
            raise BadRequest("A correction must be an object with 'evidence'.")
        given = {name: str(data["evidence"].get(name) or "") for name in _CORRECTED}
        if given["about"] not in _ABOUT or given["status"] not in _STATUS or not given["value"]:
            raise BadRequest("'evidence' must name what it is about, a value and a status.")
        time: Literal["current", "past"] = "past" if given["time"] == "past" else "current"
        evidence = Evidence(
            cast(About, given["about"]),
            given["value"],
            cast(Status, given["status"]),
            time=time,
            origin="agent",
            quote=given["quote"],
        )
        return cls(str(data.get("conversation")), str(data.get("message_id")), evidence)


def parse_payload(payload: str) -> dict[str, Any]:
    """A button's payload as Rasa's parse result: no classifier is asked."""
    match = _PAYLOAD.match(payload)
    if match is None:
        raise BadRequest("The payload must look like /intent or /intent{…}.")
    intent = _START if match[1] == "session_start" else match[1]
    try:
        entities = json.loads(match[2] or "{}")
    except ValueError as error:
        raise BadRequest("The payload's braces must hold JSON.") from error
    return {
        "text": payload,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        "handling": "in_scope",
        "segments": [],
    }


def harmless(text: str) -> str:
    """Free text can never be an intent payload: a leading slash is written as a fraction slash.

    "/restart", as people type it who know commands, is the word without its slash.
    """
    stripped = text.strip()
    if not stripped.startswith("/"):
        return stripped
    command = _COMMAND.match(stripped)
    return command[1] if command else "\u2044" + stripped[1:]
