"""What leads to what: nothing that can be meant is without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]

# Read by the form itself, by the safety policy, or as a slot mapping.
NOT_IN_RULES = {
    "action_update_ledger",
    "validate_interview",
    "action_ask_next_answer",
    "action_raise_emergency",
}


def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())
    return loaded


def steps() -> Iterator[dict[str, Any]]:
    for path in sorted((ROOT / "stories").rglob("*.yml")):
        data = yaml.safe_load(path.read_text())
        for entry in (*data.get("rules", ()), *data.get("stories", ())):
            for step in entry["steps"]:
                yield from step.get("or", [step])


def test_every_intent_has_a_rule() -> None:
    covered = {step["intent"] for step in steps() if "intent" in step}
    assert covered == {name for intent in domain()["intents"] for name in intent}


def test_every_action_of_the_domain_is_used() -> None:
    used = {step["action"] for step in steps() if "action" in step} - {"interview"}
    assert used | NOT_IN_RULES == set(domain()["actions"])
