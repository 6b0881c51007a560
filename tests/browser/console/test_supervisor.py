"""Figures, plots and exports for supervisors; what was misread, for review; erasing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.console.desk import Desk
from tests.browser.console.people import COMPLAINT, Patient


@pytest.fixture
def sue(desks: Callable[..., Desk]) -> Desk:
    """A supervisor."""
    return desks("sue")


def test_figures_are_plotted_with_their_tables_and_exported(sue: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    sue.press("g")
    expect(sue.page).to_have_url(f"{sue.url}/console/figures")
    plot = sue.page.get_by_role("img", name="Conversations by channel")
    expect(plot).to_contain_text("Website")
    sue.page.locator("figure").filter(has=plot).get_by_text("As a table").click()
    expect(sue.page.get_by_role("rowheader", name="Website")).to_be_visible()
    sue.page.get_by_label("Period").select_option(label="Today")
    expect(sue.page).to_have_url(f"{sue.url}/console/figures?days=1")
    with sue.page.expect_download() as download:
        sue.press("e")
    assert download.value.path().read_text().startswith("measure,key,value")
    sue.press("d")
    expect(sue.page).to_have_url(f"{sue.url}/console/figures?days=7")


def test_misread_messages_are_looked_through_one_by_one(sue: Desk, patient: Patient) -> None:
    patient.write("my back goes bzzz like a doorbell")
    sue.open(patient)
    line = sue.transcript.locator(".user").last
    line.locator("summary").click()
    line.get_by_role("button", name="Understood wrongly").click()
    expect(sue.sheet.get_by_role("textbox")).to_be_focused()
    sue.type("buzzing")
    sue.says("Marked for review")
    sue.go("/misread")
    entry = sue.page.locator(".review li").filter(has_text="doorbell")
    expect(entry).to_contain_text("buzzing")
    entry.get_by_role("button", name="Take into the set").click()
    expect(sue.page.locator(".review li").filter(has_text="doorbell")).to_have_count(0)
    with sue.page.expect_download() as download:
        sue.page.get_by_role("link", name="Export as CSV").click()
    assert "doorbell" in download.value.path().read_text()


def test_erasing_asks_first_and_leaves_nothing(sue: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    sue.open(patient)
    sue.page.get_by_role("button", name="Erase").click()
    expect(sue.sheet).to_contain_text("cannot be brought back")
    sue.sheet.get_by_role("button", name="Erase for good").click()
    expect(sue.case(patient)).to_have_count(0)
    sue.page.goto(f"{sue.url}/console/c/{patient.id}")
    expect(sue.page.get_by_role("link", name="Back to the queue")).to_be_visible()


def test_a_supervisor_hands_back_for_somebody_else(
    desks: Callable[..., Desk], patient: Patient
) -> None:
    patient.write(COMPLAINT)
    anna, sue = desks("anna").open(patient), desks("sue").open(patient)
    anna.press("t")
    expect(sue.head).to_contain_text("Anna has it")
    sue.press("h")
    expect(sue.sheet).to_contain_text("Anna has this conversation")
    sue.sheet.get_by_role("button", name="Hand back").click()
    expect(anna.head).to_contain_text("The assistant answers")
