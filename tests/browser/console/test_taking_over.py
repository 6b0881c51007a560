"""Taking over and handing back: one holder, a silent bot, everybody in the picture."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.console.desk import Desk
from tests.browser.console.people import ALARM, COMPLAINT, Patient


def test_an_agent_takes_over_writes_and_hands_back_by_keyboard(
    anna: Desk, patient: Patient
) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).take_over()
    reply = anna.page.get_by_role("textbox", name=f"Write to {patient.label}")
    expect(reply).to_be_focused()
    anna.type("Good evening, this is Anna.")
    expect(anna.transcript).to_contain_text("Good evening, this is Anna.")
    expect(reply).to_have_value("")
    assert patient.heard() == ["Good evening, this is Anna."]
    before = len(patient.heard("bot"))
    patient.write("it also hurts at night")
    expect(anna.transcript).to_contain_text("it also hurts at night")
    expect(anna.record).to_contain_text("night")
    assert len(patient.heard("bot")) == before
    anna.press("Escape", "h")
    expect(anna.sheet.get_by_label("Note for colleagues")).to_be_focused()
    anna.type("wants to be called back")
    expect(anna.head).to_contain_text("The assistant answers")
    expect(anna.transcript).to_contain_text("wants to be called back")
    assert "wants to be called back" not in str(patient.lines())


def test_a_field_that_was_made_larger_breaks_no_policy_when_it_comes_again(
    anna: Desk, patient: Patient
) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).take_over()
    anna.press("Escape")
    for _ in range(2):
        anna.press("h")
        note = anna.sheet.get_by_label("Note for colleagues")
        expect(note).to_be_focused()
        make_larger(anna.page, note)
        anna.press("Escape")
        expect(anna.sheet).to_have_count(0)
    assert anna.troubles == []


def make_larger(page: Page, field: Locator) -> None:
    """By its corner; the browser writes the height into the field's style."""
    box = field.bounding_box()
    assert box
    corner = (box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    page.mouse.move(*corner)
    page.mouse.down()
    page.mouse.move(corner[0], corner[1] + 40, steps=4)
    page.mouse.up()
    expect(field).to_have_attribute("style", re.compile("height"))


def test_what_one_agent_does_the_other_sees(desks: Callable[..., Desk], patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna, ben = desks("anna").open(patient), desks("ben").open(patient)
    expect(anna.head).to_contain_text("Ben looking at it")
    expect(ben.head.get_by_role("button", name="Take over")).to_be_visible()
    anna.press("t")
    expect(ben.head).to_contain_text("Anna has it")
    expect(ben.head.get_by_role("button", name="Take over")).to_have_count(0)
    expect(ben.page.get_by_role("textbox", name="Write to")).to_have_count(0)
    anna.page.keyboard.type("One moment")
    expect(ben.transcript).to_contain_text("Anna is typing")


CLAIM = """id => {
  const headers = { "X-CSRF-Token": document.body.dataset.csrf, "HX-Request": "true" };
  const asked = fetch(`/console/c/${id}/claim`, { method: "POST", headers });
  window.claimed = asked.then((answer) => answer.status);
}"""


def test_of_two_who_press_at_once_one_gets_it(desks: Callable[..., Desk], patient: Patient) -> None:
    patient.write(COMPLAINT)
    both = desks("anna").open(patient), desks("ben").open(patient)
    for desk in both:
        desk.page.evaluate(CLAIM, patient.id)
    assert sorted(desk.page.evaluate("window.claimed") for desk in both) == [200, 409]
    for desk in both:
        expect(desk.head).to_contain_text(re.compile("(You have|has) it"))


def test_a_press_that_comes_too_late_says_who_has_it(
    desks: Callable[..., Desk], patient: Patient
) -> None:
    patient.write(COMPLAINT)
    anna, ben = desks("anna").open(patient), desks("ben").open(patient)
    ben.page.route("**/head", lambda route: route.fulfill(status=204))  # Ben's screen is late
    anna.take_over()
    ben.head.get_by_role("button", name="Take over").click()
    ben.says("Anna")


def test_a_red_flag_alarms_while_a_person_has_the_conversation(
    desks: Callable[..., Desk], patient: Patient
) -> None:
    patient.write(COMPLAINT)
    anna, ben = desks("anna").open(patient), desks("ben")
    anna.take_over()
    patient.write(ALARM)
    expect(anna.head).to_contain_text("Emergency")
    expect(anna.record).to_contain_text("can't hold my water")
    expect(anna.page.locator("body")).to_have_attribute("data-sounded", re.compile("[1-9]"))
    expect(ben.page.get_by_role("alert", name="New emergencies")).to_contain_text(patient.label)


def test_a_note_cannot_be_sent_by_mistake(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna.open(patient)
    expect(anna.page.get_by_role("textbox", name="Write to")).to_have_count(0)
    anna.press("t")
    expect(anna.page.get_by_role("textbox", name="Write to")).to_be_focused()
    anna.page.keyboard.insert_text("half a reply")
    anna.press("Escape", "n")
    note = anna.page.get_by_role("textbox", name="A note for colleagues")
    expect(note).to_be_focused()
    expect(note).to_have_value("")
    expect(anna.page.get_by_text("It is never sent to the person.")).to_be_visible()
    anna.type("sounds frightened")
    expect(anna.transcript.locator(".note")).to_contain_text("sounds frightened")
    assert patient.heard() == []
    anna.press("Escape", "r")
    expect(anna.page.get_by_role("textbox", name="Write to")).to_have_value("half a reply")


def test_ready_replies_come_by_their_code(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).take_over()
    field = anna.page.get_by_role("textbox", name="Write to")
    expect(field).to_be_focused()
    anna.page.keyboard.type("/")
    options = anna.page.locator("#canned").get_by_role("option")
    expect(options.first).to_be_visible()
    words = options.first.locator("span").inner_text()
    anna.press("Enter")
    expect(field).to_have_value(words)
    assert "{" not in words


@pytest.mark.parametrize("slip", ["/nmber", "Could you come on {day}?"])
def test_what_is_not_for_the_patient_is_not_sent(anna: Desk, patient: Patient, slip: str) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).press("t")
    field = anna.page.get_by_role("textbox", name="Write to")
    expect(field).to_be_focused()
    anna.type(slip)
    anna.says("nothing was sent")
    expect(field).to_have_value(slip)
    assert patient.heard() == []
