"""The queue: the most urgent on top, live, and found again by tabs, filters and words."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.console.desk import Desk
from tests.browser.console.people import ALARM, COMPLAINT, Patient
from tests.fakes.running import Server


def test_a_new_conversation_and_its_words_appear_by_themselves(
    anna: Desk, patient: Patient
) -> None:
    case = anna.case(patient)
    expect(case).to_have_count(0)  # whoever only looked at the page is nobody's work
    patient.write(COMPLAINT)
    expect(case).to_contain_text(patient.label)
    expect(case).not_to_contain_text("Hello")


def test_an_emergency_sounds_is_told_in_words_and_stands_on_top(
    anna: Desk, patient: Patient, service: Server
) -> None:
    calm = Patient(service.url).begin()
    calm.write(COMPLAINT)
    expect(anna.case(calm)).to_be_visible()
    patient.write(ALARM)
    alarm = anna.page.get_by_role("alert", name="New emergencies")
    expect(alarm).to_contain_text(patient.label)
    expect(alarm).to_contain_text("can't hold my water")
    expect(anna.page.locator("body")).to_have_attribute("data-sounded", re.compile("[1-9]"))
    expect(anna.page).to_have_title(re.compile(r"^\(1\) "))
    case = anna.case(patient)
    expect(case).to_contain_text("Emergency")
    expect(case.locator("q").first).to_contain_text("can't hold my water")
    ids = anna.page.locator(".case").evaluate_all("all => all.map(e => e.id)")
    assert ids.index(f"case-{patient.id}") < ids.index(f"case-{calm.id}")
    anna.press("!")
    expect(anna.transcript).to_contain_text("can't hold my water")
    expect(alarm.get_by_text(patient.label)).to_have_count(0)


def test_the_sound_can_be_switched_off_and_stays_off(anna: Desk, service: Server) -> None:
    anna.press("m")
    expect(anna.page.get_by_role("button", name="Sound for emergencies is off")).to_be_visible()
    anna.page.reload()
    anna.ready()
    other = Patient(service.url).begin()
    other.write(ALARM)
    expect(anna.page.get_by_role("alert", name="New emergencies")).to_contain_text(other.label)
    expect(anna.page.locator("body")).not_to_have_attribute("data-sounded", re.compile("."))


def test_tabs_filters_and_words_narrow_it_and_stay_in_the_address(
    anna: Desk, patient: Patient, service: Server
) -> None:
    patient.write("a heron watched my trembling back when I bent down")
    other = Patient(service.url).begin()
    other.write(COMPLAINT)
    expect(anna.case(other)).to_be_visible()
    anna.press("/")
    anna.page.keyboard.type("heron")
    expect(anna.case(patient)).to_be_visible()
    expect(anna.case(other)).to_have_count(0)
    assert "q=heron" in anna.page.url
    anna.page.reload()
    anna.ready()
    expect(anna.case(patient)).to_be_visible()
    expect(anna.case(other)).to_have_count(0)
    anna.press("1")
    expect(anna.page.get_by_text("Nothing fits these filters")).to_be_visible()
    anna.press("2")
    expect(anna.case(patient)).to_be_visible()
    anna.press("w", "w")  # Telegram
    expect(anna.case(patient)).to_have_count(0)


def test_who_waits_for_a_person_is_seen_to_wait(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    patient.ask_for_person()
    expect(anna.case(patient)).to_contain_text("waiting for a person")


def test_j_and_k_walk_and_enter_opens(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    expect(anna.case(patient)).to_be_visible()
    anna.press("j", "j", "k")
    first = anna.page.locator(".case").first
    expect(first).to_be_focused()
    anna.press("Enter")
    expect(anna.transcript).to_be_visible()
    expect(first).to_have_attribute("aria-current", "page")
    anna.press("Escape")
    expect(anna.page.get_by_text("Choose a conversation")).to_be_visible()
