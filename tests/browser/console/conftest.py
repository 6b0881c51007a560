"""One real service with three users for all of these tests, and a browser for each desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import page_of
from tests.browser.console.desk import Desk
from tests.browser.console.people import Patient, make_user
from tests.fakes.running import Server, real_service, running

USERS = {"anna": "agent", "ben": "agent", "sue": "supervisor"}


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Gateway and engine; users are made before the first start, as an operator would."""
    data = tmp_path_factory.mktemp("console")
    for name, role in USERS.items():
        make_user(data, name, role)
    with running(real_service(data)) as server:
        yield server


@pytest.fixture
def desks(browser: Browser, service: Server) -> Iterator[Callable[..., Desk]]:
    """Makes desks of users; afterwards nothing has upset any of them."""
    made: list[Desk] = []
    with ExitStack() as pages:

        def make(name: str, **screen: Any) -> Desk:
            options = {"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce"}
            page = pages.enter_context(page_of(browser, **{**options, **screen}))
            made.append(Desk(page, service.url))
            return made[-1].sign_in(name)

        yield make
        for desk in made:
            assert desk.troubles == []


@pytest.fixture
def anna(desks: Callable[..., Desk]) -> Desk:
    """An agent at her desk."""
    return desks("anna")


@pytest.fixture
def patient(service: Server) -> Patient:
    """Somebody who has just come to the website."""
    return Patient(service.url).begin()
