"""Fixtures of the actions' unit tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.resources import Resources, open_resources
from engine.local_actions import all_actions
from tests.unit.actions.dialogue import Dialogue

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def resources() -> Resources:
    return open_resources(ROOT / "knowledge.db")


@pytest.fixture(scope="session")
def new_dialogue(resources: Resources) -> Callable[..., Dialogue]:
    """Begins a dialogue with the real actions; `speaker` is the role of who types."""
    actions = {action.name(): action for action in all_actions(resources)}

    def begin(speaker: str | None = None) -> Dialogue:
        dialogue = Dialogue(actions, resources, speaker)
        dialogue.tap("/session_start")
        return dialogue

    return begin
