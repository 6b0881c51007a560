"""A phone call from the first word to the summary, without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.console.desk import Desk

QUESTION = ".ask .words"


def begin(desk: Desk, caller: str) -> None:
    """New call, and the cursor in the field."""
    desk.press("c")
    expect(desk.page.get_by_label("Caller’s name")).to_be_focused()
    desk.page.keyboard.type(caller)
    desk.press("Tab")
    desk.page.keyboard.type("mother")
    desk.press("Tab")
    desk.page.keyboard.type("020 7946 0018")
    desk.press("Enter")
    expect(desk.page.locator("#call")).to_be_visible()
    desk.ready()
    expect(desk.page.get_by_role("textbox", name="What the caller says")).to_be_focused()


def chips(page: Page) -> list[str]:
    """What was understood so far."""
    return (
        page.get_by_role("list", name="Understood so far").get_by_role("listitem").all_inner_texts()
    )


def test_a_call_from_greeting_to_summary(anna: Desk) -> None:
    begin(anna, "Mrs Halloran")
    page = anna.page
    expect(page.locator("#call-head")).to_contain_text("Mrs Halloran")
    expect(page.locator("#call-head")).to_contain_text("020 7946 0018")
    anna.type("her lower back has been shaking for two months when she stands, no numbness")
    found = page.get_by_role("list", name="Understood so far")
    expect(found).to_contain_text("numbness")
    expect(found.locator(".absent.fresh")).to_contain_text("numbness")
    question = page.locator(QUESTION)
    first = question.inner_text()
    assert first.endswith("?") or "?" in first
    anna.type("she sleeps badly since her husband died")
    expect(found).to_contain_text(re.compile("sleep", re.I))
    anna.press("Escape")
    answer = page.locator(".answers button").first
    title = answer.inner_text()
    anna.press("1")
    expect(page.locator(".heard li").first).to_contain_text(title.split("\n")[-1].strip())
    anna.press("e")
    expect(anna.sheet).to_contain_text("Summary")
    expect(anna.sheet).to_contain_text("IN THEIR OWN WORDS")
    expect(anna.sheet).to_contain_text("sleeps badly")
    expect(page.locator("#toast")).to_contain_text("has ended")


def test_an_emergency_turns_the_screen_and_says_what_to_tell(anna: Desk) -> None:
    begin(anna, "Mr Osei")
    call = anna.page.locator("#stage")
    expect(call).not_to_have_class(re.compile("emergency"))
    anna.type(
        "his back shakes and since this morning he can't hold his water, numb between the legs"
    )
    expect(call).to_have_class(re.compile("emergency"))
    stage = anna.page.locator("#stage")
    expect(stage).to_contain_text("Tell the caller now")
    words = stage.locator(".words").first
    expect(words).to_contain_text("Please call 112 for her now")
    expect(words).to_contain_text("Tell her: “Go to an emergency department now.")
    expect(words).to_contain_text("you told me “")
    expect(anna.page.get_by_role("textbox", name="What the caller says")).to_be_focused()


def test_sentences_typed_faster_than_the_answers_come_are_all_taken(anna: Desk) -> None:
    begin(anna, "Ms Quick")
    spoken = ["his back trembles when he bends", "he is tired", "no fever"]
    for words in spoken:
        anna.type(words)
    expect(anna.page.locator(".heard li")).to_have_count(len(spoken))
    heard = anna.page.locator(".heard li .said").all_inner_texts()
    assert heard == spoken[::-1]


def test_findings_are_there_at_once(anna: Desk) -> None:
    begin(anna, "Mr Stop Watch")
    anna.type("my back shakes at rest")
    expect(anna.page.locator(".chip").first).to_be_visible()
    # Seconds are measured by benchmarks/, on a quiet machine; here, that the answer to the
    # sentence brings them, whatever the live queue asks for meanwhile.
    with anna.page.expect_response(lambda response: "/sentence" in response.url) as answer:
        anna.type("I have a fever")
    chip = r'<li class="chip [a-z]+ fresh"[^>]*><span class="name">[^<]*fever'
    assert re.search(chip, answer.value.text(), re.I)
    expect(anna.page.locator(".chip.fresh").first).to_contain_text(re.compile("fever", re.I))
