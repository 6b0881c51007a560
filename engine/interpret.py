"""Batch interpretation: one message a line in, what it states a line out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from actions.evidence import ANOTHER_COMPLAINT, dangers_of, evidence_of
from actions.resources import Resources
from assessment.assess import Statement, state
from assessment.ledger import Evidence, Ledger
from engine.errors import BadRequest
from engine.requests import LONGEST_TEXT, harmless

if TYPE_CHECKING:
    from rasa.core.agent import Agent

_LISTS = {"trigger": "triggers", "symptom": "symptoms", "history": "history"}


async def interpret_line(line: str, agent: Agent, resources: Resources) -> dict[str, Any]:
    """The answer to one input line; `BadRequest` if it is not a request."""
    request = _request(line)
    parsed = await agent.parse_message(harmless(request["text"]))
    handling = parsed.get("handling") or "in_scope"
    stated = _stated(parsed["entities"], resources)
    urgency = stated.urgency
    if handling == ANOTHER_COMPLAINT:
        urgency = _stated(dangers_of(parsed["entities"]), resources).urgency
    return {
        "id": request["id"],
        "intent": parsed["intent"]["name"],
        "confidence": round(float(parsed["intent"]["confidence"]), 4),
        "handling": handling,
        "facts": facts_of(parsed["entities"], stated),
        "urgency": {
            "level": urgency.level,
            "flags": [flag.to_dict() for flag in urgency.flags],
        },
        "topics": [e["value"] for e in parsed["entities"] if e["entity"] == "topic"],
    }


def _stated(entities: Sequence[Mapping[str, Any]], resources: Resources) -> Statement:
    evidence = evidence_of(entities, 1, resources.model.flags)
    return state(Ledger().extend(evidence), resources.model)


def facts_of(entities: Sequence[Mapping[str, Any]], stated: Statement) -> dict[str, Any]:
    """What the message states about the patient, in the shape of the contract."""
    facts: dict[str, Any] = {"triggers": [], "symptoms": [], "negated": [], "history": []}
    for kind, evidence in stated.findings:
        if evidence.status == "absent":
            facts["negated"].append(evidence.value)
        elif evidence.status == "present" and _counts(kind, evidence):
            facts[_LISTS[kind]].append(evidence.value)
    kind_of_tremor = stated.classification
    if kind_of_tremor.activation != "unclear":
        facts["activation"] = kind_of_tremor.activation
    if kind_of_tremor.course != "unclear":
        facts["course"] = kind_of_tremor.course
    durations = [e["value"] for e in entities if e["entity"] == "duration"]
    if durations:
        facts["duration_days"] = durations[-1]
    return facts


def _counts(kind: str, evidence: Evidence) -> bool:
    """Present and current, or history, of the patient; a family's tremor counts as history."""
    if kind == "history":
        return evidence.subject == "self" or evidence.value == "family_tremor"
    return evidence.subject == "self" and evidence.time == "current"


async def interpret(
    lines: TextIO, out: TextIO, err: TextIO, agent: Agent, resources: Resources
) -> None:
    """Answer every line in order; a bad one is reported and answered with its error."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = await interpret_line(line, agent, resources)
        except BadRequest as error:
            err.write(f"line {number}: {error}\n")
            answer = {"id": _id_of(line), "error": str(error)}
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        if number % 200 == 0:
            err.write(f"{number} messages read\n")
    out.flush()


def _request(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise BadRequest("this is no JSON; write one object a line") from error
    if not isinstance(data, dict) or "id" not in data:
        raise BadRequest("an object with 'id' and 'text' is needed")
    if not isinstance(data.get("text"), str):
        raise BadRequest("'text' must be a text")
    if len(data["text"]) > LONGEST_TEXT:
        raise BadRequest(f"'text' must not be longer than {LONGEST_TEXT} characters")
    return data


def _id_of(line: str) -> Any:
    try:
        data = json.loads(line)
    except ValueError:
        return None
    return data.get("id") if isinstance(data, dict) else None
