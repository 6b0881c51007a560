"""Fixtures of the engine's unit tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from actions.resources import open_resources
from engine.local_actions import LocalActions

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def actions() -> LocalActions:
    return LocalActions(open_resources(ROOT / "knowledge.db"))


@pytest.fixture(scope="session")
def domain_actions() -> set[str]:
    return set(yaml.safe_load((ROOT / "domain.yml").read_text())["actions"])
