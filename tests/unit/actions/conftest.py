"""Fixtures of the actions' unit tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.resources import Resources, open_resources

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def resources() -> Resources:
    return open_resources(ROOT / "knowledge.db")
