"""Everything goes by keyboard, and every key is one of the table that both consoles share."""

from __future__ import annotations

from collections.abc import Callable

import yaml
from playwright.sync_api import expect

from tests.browser.console.desk import Desk
from tests.browser.console.people import COMPLAINT, ROOT, Patient

KEYS = yaml.safe_load((ROOT / "bot/console/keys.yml").read_text("utf-8"))


def is_agents(entry: dict[str, str]) -> bool:
    """Whether agents have the key in this console."""
    return entry.get("only") != "terminal" and "right" not in entry


def keys_of(screen: str) -> set[str]:
    """Keys that this console has to know on a screen."""
    entries = [entry for entry in KEYS[screen].values() if is_agents(entry)]
    return {key for entry in entries for key in str(entry.get("web", entry["key"])).split(",")}


def test_help_names_every_key(anna: Desk) -> None:
    anna.press("?")
    for screen in KEYS.values():
        for entry in screen.values():
            if is_agents(entry):
                expect(anna.sheet).to_contain_text(entry["words"])
            elif "right" in entry:
                expect(anna.sheet).not_to_contain_text(entry["words"])
    anna.press("Escape")
    expect(anna.sheet).to_have_count(0)


def test_a_command_is_found_by_its_name(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).press("Control+k")
    anna.page.keyboard.type("take over")
    expect(anna.page.locator("#palette").get_by_role("option")).to_have_count(1)
    anna.press("Enter")
    expect(anna.head).to_contain_text("You have it")


def test_letters_are_letters_in_a_field(anna: Desk, patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna.open(patient).press("n")
    anna.page.keyboard.type("t h c q ? 1 j")
    expect(anna.page.get_by_role("textbox", name="A note")).to_have_value("t h c q ? 1 j")
    expect(anna.head).to_contain_text("The assistant answers")


def test_a_key_the_moment_the_record_comes_anew_is_heard(anna: Desk, patient: Patient) -> None:
    """News renew the record at any time: its button works as soon as it is there."""
    patient.write(COMPLAINT)
    anna.open(patient).take_over().press("Escape")
    anna.page.evaluate(
        """() => {
            const key = new KeyboardEvent("keydown", { key: "f", bubbles: true });
            const press = () => document.body.dispatchEvent(key);
            document.addEventListener("htmx:afterSwap", () => setTimeout(press), { once: true });
            document.querySelector("#record").dispatchEvent(new CustomEvent("live"));
        }"""
    )
    expect(anna.sheet.get_by_label("What it is about")).to_be_visible()


def test_a_key_right_behind_a_dialog_that_closes_is_heard(anna: Desk, patient: Patient) -> None:
    """The browser gives the cursor back a moment after the dialog has gone."""
    patient.write(COMPLAINT)
    anna.open(patient).take_over()
    anna.press("Escape", "h")  # out of the field, and the dialog to hand back
    expect(anna.sheet.get_by_role("textbox")).to_be_focused()
    anna.page.evaluate("document.querySelector('dialog[open]').removeAttribute('open')")
    anna.page.keyboard.press("s")
    expect(anna.sheet).to_contain_text("Summary")


def test_every_key_of_the_table_has_its_place(desks: Callable[..., Desk], patient: Patient) -> None:
    patient.write(COMPLAINT)
    anna = desks("anna", viewport={"width": 800, "height": 900}).open(patient)
    placed = keys_on(anna)
    anna.take_over()
    anna.transcript.locator("summary").last.click()
    expect(anna.transcript.get_by_role("button", name="Understood wrongly").last).to_be_visible()
    expect(anna.page.get_by_role("textbox", name="Write to")).to_be_visible()
    placed |= keys_on(anna)
    walked = {"j", "k", "Enter", "Escape"}  # keys.js itself
    for screen in ("everywhere", "queue", "conversation"):
        assert keys_of(screen) - placed - walked - {"!"} == set(), screen


def keys_on(desk: Desk) -> set[str]:
    """Keys of everything on the page, once all of it is there."""
    desk.settled()
    return set(desk.page.locator("[data-key]").evaluate_all("all => all.map(e => e.dataset.key)"))
