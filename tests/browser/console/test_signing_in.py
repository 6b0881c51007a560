"""Nobody gets in without a password, and nobody is led astray."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console.desk import Desk
from tests.fakes.running import Server


def test_who_is_not_signed_in_is_led_to_the_form_and_back(page: Page, service: Server) -> None:
    desk = Desk(page, service.url)
    page.goto(f"{service.url}/console/call")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("anna")
    desk.sign_in("anna")
    expect(page.get_by_role("radio", name="All")).to_be_checked()
    assert desk.troubles == []


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/console.evil"])
def test_an_address_in_a_link_leads_nowhere_else(
    page: Page, service: Server, elsewhere: str
) -> None:
    page.goto(f"{service.url}/console/login?next={elsewhere}")
    assert page.locator("input[name=next]").input_value() == "/console"


def test_signing_out_closes_every_page_of_the_session(desks: Callable[..., Desk]) -> None:
    desk = desks("anna")
    other = desk.page.context.new_page()
    other.goto(f"{desk.url}/console")
    expect(other.locator("body")).to_have_attribute("data-connected", "true")
    desk.page.get_by_role("button", name="Sign out").click()
    expect(desk.page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()


def test_agents_see_no_figures_and_are_told_so(anna: Desk) -> None:
    expect(anna.page.get_by_role("link", name="Figures")).to_have_count(0)
    anna.page.goto(f"{anna.url}/console/figures")
    expect(anna.page.get_by_role("link", name="Back to the queue")).to_be_visible()
    expect(anna.page.get_by_role("heading", name="Figures")).to_have_count(0)


def test_pages_of_the_console_take_no_script_and_no_frame(page: Page, service: Server) -> None:
    answer = page.goto(f"{service.url}/console/login")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
