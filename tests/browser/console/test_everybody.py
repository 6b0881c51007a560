"""For everybody: axe finds nothing in light and dark, on desk and phone; 320 pixels are enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import page_of
from tests.browser.console.desk import Desk
from tests.browser.console.people import ALARM, COMPLAINT, Patient
from tests.browser.test_accessibility import violations
from tests.fakes.running import Server

SCREENS: dict[str, dict[str, Any]] = {
    "light desk": {"color_scheme": "light"},
    "dark desk": {"color_scheme": "dark"},
    "light phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
    "dark phone": {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
    "high contrast": {"forced_colors": "active"},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_no_violation_on_any_page(
    desks: Callable[..., Desk], service: Server, screen: str
) -> None:
    calm, alarmed = Patient(service.url).begin(), Patient(service.url).begin()
    sue = desks("sue", **SCREENS[screen])
    calm.write(COMPLAINT)
    alarmed.write(ALARM)
    expect(sue.page.get_by_role("alert", name="New emergencies")).to_contain_text(alarmed.label)
    found = {"queue": violations(sue.page)}
    sue.open(calm).take_over()
    found["held"] = violations(sue.page)
    sue.press("Escape")  # out of the field
    for key in ("?", "h", "s", "Control+k"):
        sue.press(key)
        expect(sue.sheet).to_be_visible()
        found[f"dialog {key}"] = violations(sue.page)
        sue.press("Escape")
        expect(sue.sheet).to_have_count(0)
    for name, path in {
        "emergency": f"/c/{alarmed.id}",
        "new call": "/call",
        "figures": "/figures",
        "misread": "/misread",
    }.items():
        sue.go(path)
        found[name] = violations(sue.page)
    sue.go("/call").press("Enter")
    expect(sue.ready().page.get_by_role("textbox", name="What the caller says")).to_be_focused()
    sue.type(ALARM)
    expect(sue.page.locator("#stage.emergency")).to_be_visible()
    found["emergency in a call"] = violations(sue.page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_finds_no_violation_before_the_login(page: Page, service: Server) -> None:
    page.goto(f"{service.url}/console/login")
    assert violations(page) == []


def test_at_320_pixels_nothing_has_to_be_scrolled_sideways(
    desks: Callable[..., Desk], patient: Patient
) -> None:
    patient.write(ALARM)
    sue = desks("sue", viewport={"width": 320, "height": 640})
    for path in ("", f"/c/{patient.id}", "/call", "/figures", "/misread"):
        sue.go(path)
        assert sue.page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_on_a_phone_the_record_is_one_press_away(
    desks: Callable[..., Desk], patient: Patient
) -> None:
    patient.write(COMPLAINT)
    anna = desks("anna", viewport={"width": 390, "height": 844}, has_touch=True).open(patient)
    expect(anna.record).to_be_hidden()
    anna.page.get_by_role("button", name="Record").tap()
    expect(anna.record).to_contain_text("numbness")
    expect(anna.transcript).to_be_hidden()
    anna.page.get_by_role("button", name="Record").tap()
    expect(anna.transcript).to_be_visible()
    anna.page.get_by_role("link", name="Back to the queue").tap()
    expect(anna.case(patient)).to_be_visible()


def test_without_scripts_one_is_still_told_to_sign_in(browser: Browser, service: Server) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(f"{service.url}/console")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
