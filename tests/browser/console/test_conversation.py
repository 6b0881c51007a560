"""What is known of a conversation, how it was understood, and how an agent puts it right."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.console.desk import Desk
from tests.browser.console.people import COMPLAINT, Patient


def test_the_record_shows_findings_with_their_words_and_what_follows(
    anna: Desk, patient: Patient
) -> None:
    patient.write(COMPLAINT)
    patient.write("none of these")
    anna.open(patient)
    record = anna.record
    expect(record.get_by_role("heading", name="Not present")).to_be_visible()
    expect(record.locator(".absent")).to_contain_text(["numbness"])
    expect(record.locator(".absent q").first).to_contain_text("numbness")
    expect(record).to_contain_text(re.compile("movement", re.I))
    expect(record.get_by_role("heading", name="What may be behind it")).to_be_visible()
    expect(record.get_by_role("heading", name="Open question")).to_be_visible()
    patient.write("I have a fever as well")
    expect(record.locator(".present")).to_contain_text([re.compile("fever", re.I)])
    expect(anna.transcript).to_contain_text("I have a fever as well")


def test_a_message_folds_out_to_how_it_was_understood(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).press("k", "u")
    reading = anna.transcript.locator("details[open]")
    expect(reading).to_contain_text("Meant as")
    expect(reading).to_contain_text("% sure")
    expect(reading).to_contain_text("numbness")


def test_a_message_that_was_understood_wrongly_is_kept_for_review(
    anna: Desk, patient: Patient
) -> None:
    patient.write("my back goes zap zap like a fence")
    anna.open(patient)
    line = anna.transcript.locator(".user").last
    line.locator("summary").click()
    line.get_by_role("button", name="Understood wrongly").click()
    expect(anna.sheet).to_contain_text("nothing is learned from it by itself")
    expect(anna.sheet.get_by_role("textbox")).to_be_focused()
    anna.type("electric shocks in the back")
    anna.says("Marked for review")
    expect(anna.transcript.locator(".user").last).to_contain_text("understood wrongly")


def test_a_finding_is_corrected_by_hand_and_stays_the_agents(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).take_over()
    anna.press("Escape", "f")
    anna.sheet.get_by_label("What it is about").select_option(label="fever or chills")
    anna.sheet.get_by_role("radio", name="Present", exact=True).check()
    anna.sheet.get_by_role("button", name="Correct it").click()
    expect(anna.sheet).to_have_count(0)
    fever = anna.record.locator(".present").filter(has_text="fever")
    expect(fever).to_contain_text("set by an agent")


def test_the_summary_is_copied_by_one_key_and_kept_as_pdf(anna: Desk, patient: Patient) -> None:
    anna.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    patient.write(COMPLAINT)
    anna.open(patient).press("s")
    expect(anna.sheet).to_contain_text("IN THEIR OWN WORDS")
    anna.press("y")
    anna.says("Copied")
    assert COMPLAINT in anna.page.evaluate("navigator.clipboard.readText()").replace("\n  ", " ")
    with anna.page.expect_download() as download:
        anna.press("p")
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_what_patients_write_stays_words(anna: Desk, patient: Patient) -> None:
    hostile = "<img src=x onerror=alert(1)> **bold** my back trembles </p><script>alert(1)</script>"
    patient.write(COMPLAINT)
    anna.open(patient).take_over()  # so that the queue shows the patient's words
    patient.write(hostile)
    expect(anna.transcript.locator(".user .said").last).to_have_text(hostile)
    expect(anna.case(patient)).to_contain_text("<img src=x")
    assert anna.page.locator("main img, main script").count() == 0
