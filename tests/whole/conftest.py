"""The whole service with the engine as it is: one for the programs and the browser to talk to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import browser, page
from tests.fakes.gateway import REAL_ENGINE, Gateway
from tests.integration.telegram.conftest import chat

__all__ = ["browser", "chat", "page", "real"]

START_SECONDS = 600.0


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A service with one real worker."""
    settings = {
        "ENGINE_COMMAND": REAL_ENGINE,
        "ENGINE_START_SECONDS": str(START_SECONDS),
        "EMERGENCY_NUMBER": "555",
        "TURN_SECONDS": "250",  # a killed worker is loaded anew first; clients wait for 300
    }
    running = Gateway(tmp_path_factory.mktemp("real"), settings, START_SECONDS).start()
    yield running
    running.kill()
