"""Other languages: all words come from one file, and right to left is at home."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from tests.browser.clinic_page import ClinicPage
from tests.browser.widget import COMPLAINT, control
from tests.fakes.running import Server

ROOT = Path(__file__).parents[2]
STRINGS: dict[str, str] = json.loads(
    (ROOT / "bot/static/widget/strings.en.json").read_text("utf-8")
)

LANGUAGE = "he"
ALEPH, LETTERS_THERE = 0x05D0, 27
LONGER = 0.4
"""By how much other languages are longer than English."""


def pseudo(value: str) -> str:
    """A sentence in letters that run from right to left, and longer; {gaps} stay as they are."""
    pieces = re.split(r"(\{\w+\})", value)
    turned = [piece if piece.startswith("{") else in_letters(piece) for piece in pieces]
    return "".join(turned) + " " + in_letters(pieces[0][: int(len(value) * LONGER)])


def in_letters(words: str) -> str:
    """Each Latin letter as another one."""
    return "".join(chr(ALEPH + ord(sign.lower()) % LETTERS_THERE) if sign.isascii()
                   and sign.isalpha() else sign for sign in words)  # fmt: skip


SPOKEN = {key: pseudo(value) for key, value in STRINGS.items()} | {"direction": "rtl"}


def translated(route: Route) -> None:
    """The widget's words in a language that nobody speaks."""
    route.fulfill(body=json.dumps(SPOKEN), headers={
        "Content-Type": "application/json", "Access-Control-Allow-Origin": "*"})  # fmt: skip


WORDS = """(root) => {
  const found = [];
  const ours = (e) => !e.closest(".words, .choices, .sources ul, .speaker, .user-message-text");
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) walk(e.shadowRoot);
      if (!ours(e) || e.matches("style, script, noscript")) continue;
      for (const name of ["aria-label", "title", "placeholder"])
        if (e.getAttribute(name)) found.push(e.getAttribute(name));
      for (const child of e.childNodes)
        if (child.nodeType === 3 && child.data.trim()) found.push(child.data.trim());
    }
  };
  walk(root.shadowRoot ?? root);
  return found;
}"""
WIDE = """(body) => {
  const edge = document.documentElement.clientWidth;
  const wide = [];
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) walk(e.shadowRoot);
      const { left, right, width } = e.getBoundingClientRect();
      if (width > 1 && e.checkVisibility() && (left < -1 || right > edge + 1))
        wide.push(e.outerHTML.slice(0, 90));
    }
  };
  walk(body);
  return wide;
}"""


def english(place: FrameLocator | Page, at: str = "body") -> list[str]:
    """Words of the widget's own that are not in the language of the page."""
    found: list[str] = place.locator(at).evaluate(WORDS)
    assert found
    return [words for words in found if re.search("[A-Za-z]", words)]


@pytest.fixture
def abroad(page: Page, fake: Server) -> ClinicPage:
    """A narrow page of a clinic in another language."""
    page.route(f"**/strings.{LANGUAGE}.json", translated)
    page.set_viewport_size({"width": 320, "height": 640})
    clinic = ClinicPage(page, fake.url)
    clinic.serve(clinic.tag(f'data-lang="{LANGUAGE}-IL" data-privacy="/privacy"'))
    return clinic


def test_a_whole_conversation_is_led_in_another_language(abroad: ClinicPage) -> None:
    page = abroad.page
    assert english(page, "[data-back-tremor]") == []
    page.get_by_role("button", name=SPOKEN["launcher.open"]).click()
    frame = page.frame_locator(f"iframe[title='{SPOKEN['launcher.frame']}']")
    expect(frame.get_by_role("textbox", name=SPOKEN["input.placeholder"])).to_be_visible()
    for words in (COMPLAINT, "none", "bit by bit"):
        write(abroad, frame, words)
        expect(frame.get_by_text(words, exact=True).last).to_be_visible()
    frame.get_by_role("radio").first.check()
    as_it_should_be(frame)
    write(abroad, frame, "I cannot hold my bladder")
    expect(frame.get_by_role("alert").get_by_text(SPOKEN["emergency.banner"])).to_be_visible()
    as_it_should_be(frame)
    for item in ("forget", "device", "restart"):
        frame.get_by_role("button", name=SPOKEN["menu"]).click()
        as_it_should_be(frame)
        frame.get_by_role("button", name=SPOKEN[f"menu.{item}"], exact=True).click()
        as_it_should_be(frame)
        frame.get_by_role("button", name=SPOKEN["no"]).click()
    frame.get_by_role("button", name=SPOKEN["menu"]).click()
    frame.get_by_role("button", name=SPOKEN["menu.person"]).click()
    joined = SPOKEN["event.agent_joined"].replace("{name}", "Sister Amira")
    expect(frame.get_by_text(joined)).to_be_visible()
    frame.get_by_role("button", name=SPOKEN["close"]).click()
    control(abroad.service, {"lines": [{"role": "agent", "name": "A", "text": "one more"}]})
    unread = SPOKEN["launcher.unread"].replace("{n}", "1")
    expect(page.get_by_role("button", name=unread)).to_be_visible()


def write(abroad: ClinicPage, frame: FrameLocator, words: str) -> None:
    """Type and send; the rating has a field of its own by then."""
    frame.get_by_role("textbox", name=SPOKEN["input.placeholder"]).click()
    abroad.page.keyboard.insert_text(words)
    abroad.page.keyboard.press("Enter")


def as_it_should_be(frame: FrameLocator) -> None:
    """No English, from right to left, and nothing beyond the edges."""
    said = [words for words in english(frame) if "Sister Amira" not in words]
    assert said == []
    assert frame.locator("body").evaluate(WIDE) == []
    expect(frame.locator(".shell")).to_have_css("direction", "rtl")
    document = frame.locator("html")
    expect(document).to_have_attribute("lang", LANGUAGE)
    expect(document).to_have_attribute("dir", "rtl")


def test_what_is_saved_is_in_that_language_too(abroad: ClinicPage) -> None:
    page = abroad.page
    page.get_by_role("button", name=SPOKEN["launcher.open"]).click()
    frame = page.frame_locator("iframe")
    abroad.write(frame, COMPLAINT)
    expect(frame.get_by_text("First the urgent things")).to_be_visible()
    frame.get_by_role("button", name=SPOKEN["menu"]).click()
    with page.expect_download() as download:
        frame.get_by_role("button", name=SPOKEN["menu.transcript"]).click()
    text = download.value.path().read_text("utf-8")
    assert f"{SPOKEN['who.user']}: {COMPLAINT}" in text
    assert text.startswith(SPOKEN["transcript.head"].split("{")[0])


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
