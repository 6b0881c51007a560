"""What people do in a dialogue: tell, be in danger, answer to the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.unit.actions.dialogue import Dialogue

MOST_QUESTIONS = 15
# Choices that say nothing in particular, where "no" is none.
HARMLESS = {"safety": "none", "activation": "unknown", "duration": "unknown", "onset": "unknown"}
HARMLESS["age"] = "unknown"


def activation(value: str, **more: Any) -> dict[str, Any]:
    return {"entity": "activation", "value": value, "start": 0, "end": 1, "quote": value, **more}


def finding(value: str, status: str = "present") -> dict[str, Any]:
    words = f"{value} ({status})"
    return {"entity": "finding", "value": value, "status": status, "quote": words, "start": 0}


def red_flag(value: str, status: str = "present") -> dict[str, Any]:
    return {"entity": "red_flag", "value": value, "status": status, "quote": f"my {value}"}


def tell(talk: Dialogue, kind: str, *more: Mapping[str, Any]) -> None:
    """Say when it shakes, and whatever else."""
    talk.send("inform", [activation(kind), *more])


def flag(talk: Dialogue, value: str) -> None:
    """Say something that cannot wait."""
    talk.send("inform", [red_flag(value)])


def finish(talk: Dialogue, choices: Mapping[str, str] | None = None) -> None:
    """Answer whatever is asked; what `choices` does not name is answered harmlessly."""
    for _ in range(MOST_QUESTIONS):
        question = talk.open_question
        if question is None:
            return
        talk.choose((choices or {}).get(question) or HARMLESS.get(question, "no"))
    raise AssertionError(f"no end after {MOST_QUESTIONS} questions")
