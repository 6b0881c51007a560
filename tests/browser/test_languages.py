"""Other languages: all words come from one file, and right to left is at home."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.clinic_page import ClinicPage
from tests.browser.widget import COMPLAINT
from tests.fakes.running import Server

ROOT = Path(__file__).parents[2]
STRINGS: dict[str, str] = json.loads(
    (ROOT / "bot/static/widget/strings.en.json").read_text("utf-8")
)
LANGUAGE = "xq"


def translated(route: Route) -> None:
    """Every word of ours between brackets."""
    words = {key: f"⟦{value}⟧" for key, value in STRINGS.items()}
    route.fulfill(body=json.dumps(words), content_type="application/json")


WORDS = """() => {
  const found = [];
  const ours = (e) => !e.closest(".words, .choices, .sources ul, .speaker, .user-message-text");
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (!ours(e) || e.matches("style, script, noscript")) continue;
      for (const name of ["aria-label", "title", "placeholder"])
        if (e.getAttribute(name)) found.push(e.getAttribute(name));
      for (const child of e.childNodes)
        if (child.nodeType === 3 && child.data.trim()) found.push(child.data.trim());
      if (e.shadowRoot) walk(e.shadowRoot);
    }
  };
  walk(document.body);
  return found;
}"""


def test_every_word_of_the_widget_comes_from_its_one_file(page: Page, fake: Server) -> None:
    page.route(f"**/strings.{LANGUAGE}.json", translated)
    page.goto(f"{fake.url}/static/widget/frame.html#lang={LANGUAGE}-XX&emergency=999&privacy=/p")
    box = page.get_by_role("textbox", name="⟦Describe it in your own words⟧")
    expect(box).to_be_visible()
    for words in (COMPLAINT, "none", "bit by bit", "I cannot hold my bladder"):
        box.click()
        page.keyboard.insert_text(words)
        page.keyboard.press("Enter")
        expect(page.get_by_text(words, exact=True).last).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_visible()
    page.get_by_role("button", name="⟦More⟧").click()
    found = page.evaluate(WORDS)
    assert len(found) > 20
    pieces = ("⟦", "⟧", "999")
    assert [
        words for words in found if not any(piece in words for piece in pieces) if letters(words)
    ] == []


def letters(words: str) -> bool:
    """Whether there is a word in it at all; numbers need no translation."""
    return any(sign.isalpha() for sign in words)


def test_a_page_from_right_to_left_gets_a_mirrored_widget(page: Page, fake: Server) -> None:
    clinic = ClinicPage(page, fake.url)
    clinic.serve("<script>document.documentElement.dir = 'rtl'</script>" + clinic.tag())
    launcher = page.get_by_role("button", name="Ask about your back").bounding_box()
    assert launcher is not None
    assert launcher["x"] < 100
    frame = clinic.open()
    clinic.write(frame, COMPLAINT)
    expect(frame.get_by_text("First the urgent things")).to_be_visible()
    own = frame.locator(".user-message-text").last.bounding_box()
    answer = frame.locator("back-tremor-reply .words").last.bounding_box()
    send = frame.get_by_role("button", name="Send").bounding_box()
    field = frame.get_by_role("textbox").bounding_box()
    assert own and answer and send and field
    assert own["x"] < answer["x"]
    assert send["x"] < field["x"]
    close = frame.get_by_role("button", name="Close the chat").bounding_box()
    title = frame.get_by_role("heading", name="Back tremor assistant").bounding_box()
    assert close and title
    assert close["x"] < title["x"]


def test_a_language_that_is_not_there_falls_back_to_english(page: Page, fake: Server) -> None:
    clinic = ClinicPage(page, fake.url)
    clinic.serve(clinic.tag('data-lang="zz"'))
    frame = clinic.open()
    expect(frame.locator(".shell")).to_have_attribute("lang", "en")
