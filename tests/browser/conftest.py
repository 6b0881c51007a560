"""Fixtures: one browser for all tests, a fake service, and a page with the widget for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium, page_of
from tests.browser.widget import Widget
from tests.fakes.running import Server, fake_service, running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The scripted service, for the tests of one file."""
    memory: Path = tmp_path_factory.mktemp("fake") / "memory.json"
    with running(fake_service(memory)) as server:
        yield server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh context."""
    with page_of(browser) as fresh:
        yield fresh


@pytest.fixture
def widget(page: Page, fake: Server) -> Iterator[Widget]:
    """The widget, not opened yet; afterwards nothing went outside and no script was upset."""
    tried = Widget(page, fake.url)
    yield tried
    assert tried.outside == []
    assert tried.troubles == []
