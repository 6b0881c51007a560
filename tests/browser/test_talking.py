"""A conversation in the widget: words, quick replies, result, summary, rating, menu."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.widget import COMPLAINT, Widget, control, said


def test_a_whole_interview_is_led_to_its_result(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("Noted: shaking in the lower back")
    expect(widget.region.get_by_text("About 4 questions left")).to_be_visible()
    widget.choice("None of these").click()
    expect(widget.region.get_by_text("About one question left")).to_be_visible()
    widget.write("bit by bit, I think")
    widget.shows("Whom to see first:")
    expect(widget.region.get_by_text("question left")).to_be_hidden()
    expect(widget.log.get_by_role("button", name="PDF")).to_be_visible()


def test_a_choice_is_sent_as_its_payload_and_shown_as_its_title(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.choice("None of these").click()
    widget.shows("Did it begin suddenly")
    assert "None of these" in said(widget.url, "user")


def test_quick_replies_die_once_one_is_used(widget: Widget) -> None:
    widget.open()
    widget.choice("About me").click()
    expect(widget.choice("About me")).to_have_count(0)
    expect(widget.choice("About somebody else")).to_have_count(0)
    expect(widget.choice("None of these")).to_be_visible()


def test_a_choice_pressed_twice_at_once_is_sent_once(widget: Widget) -> None:
    widget.open()
    widget.choice("About me").evaluate("choice => { choice.click(); choice.click(); }")
    widget.shows("First the urgent things")
    widget.write("and then")
    widget.shows("Did it begin suddenly")
    expect(widget.log.get_by_text("About me", exact=True)).to_have_count(1)


def test_the_choices_of_a_question_die_when_the_next_is_asked(widget: Widget) -> None:
    widget.open()
    later = {"kind": "question", "text": "Later?", "buttons": [{"title": "Later", "payload": "/l"}]}
    control(widget.url, {"lines": [{"role": "bot", **later}]})
    expect(widget.choice("Later")).to_be_visible()
    expect(widget.choice("About me")).to_have_count(0)


@pytest.mark.parametrize("nothing", ["   ", "\u200b", "\n\n"])
def test_nothing_is_not_sent_and_leaves_no_bubble(widget: Widget, nothing: str) -> None:
    widget.open()
    widget.write(nothing)
    expect(widget.choice("About me")).to_be_visible()
    expect(widget.log.locator(".user-message-text")).to_have_count(0)
    widget.input.fill("")
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    expect(widget.log.locator(".user-message-text")).to_have_count(1)


def test_quick_replies_die_when_the_answer_is_typed(widget: Widget) -> None:
    widget.open()
    widget.write("about my mother")
    expect(widget.choice("About me")).to_have_count(0)


def test_typing_dots_come_and_go(widget: Widget) -> None:
    widget.open()
    control(widget.url, {"slow": 1.5})
    widget.write(COMPLAINT)
    dots = widget.log.locator(".loading-message-dots")
    expect(dots).to_have_count(1)
    control(widget.url, {"slow": 0})
    widget.shows("First the urgent things")
    expect(dots).to_have_count(0)


def test_an_emergency_stays_on_top_with_a_number_to_call(widget: Widget) -> None:
    widget.open()
    widget.write("my back shakes and I cannot hold my bladder")
    banner = widget.page.get_by_role("alert").filter(has_text="may be an emergency")
    expect(banner).to_be_visible()
    expect(banner.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")
    widget.write("how about a treatment?")
    widget.shows("Treatment depends on the cause")
    expect(banner).to_be_visible()


def test_the_banner_goes_once_the_emergency_is_taken_back(widget: Widget) -> None:
    widget.open()
    widget.write("I cannot hold my bladder")
    expect(widget.page.get_by_role("alert").filter(has_text="emergency")).to_be_visible()
    widget.choice("That was a mistake").click()
    expect(widget.page.get_by_role("alert").filter(has_text="emergency")).to_have_count(0)


def test_who_is_in_despair_gets_a_number_of_people_who_listen(widget: Widget) -> None:
    widget.open()
    widget.write("I want to end my life")
    banner = widget.page.get_by_role("alert").filter(has_text="may be an emergency")
    listen = banner.get_by_role("link", name="Someone to talk to: 116 123")
    expect(listen).to_have_attribute("href", "tel:116123")
    expect(banner.get_by_role("link", name="Call 112")).to_be_visible()


def test_the_banner_is_there_again_after_a_reload(widget: Widget) -> None:
    widget.open()
    widget.write("I cannot hold my bladder")
    banner = widget.page.get_by_role("alert").filter(has_text="may be an emergency")
    expect(banner).to_be_visible()
    widget.page.reload()
    expect(banner).to_be_visible()


def test_a_question_in_the_middle_is_answered_and_the_interview_goes_on(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.write("how about a treatment?")
    widget.shows("Back to the question")
    link = widget.log.get_by_role("link", name="call us")
    expect(link).to_have_attribute("href", "tel:+442079460018")


def test_sources_are_folded_under_an_answer(widget: Widget) -> None:
    widget.open()
    widget.write("how about a treatment?")
    widget.log.get_by_text("Where this is from").click()
    widget.shows("Lumbar tremor, the clinic's article")


def test_the_card_follows_a_later_result_and_the_rating_is_asked_for_once(widget: Widget) -> None:
    widget.open().result()
    card = widget.log.get_by_role("region", name="Your summary")
    expect(card).to_have_count(1)
    line = {"role": "bot", "kind": "summary", "text": "A later result", "buttons": []}
    control(widget.url, {"lines": [line]})
    later = widget.log.get_by_text("A later result")
    expect(later).to_be_visible()
    expect(widget.log.locator("back-tremor-reply").last.get_by_text("Your summary")).to_be_visible()
    expect(card).to_have_count(1)
    expect(widget.log.get_by_text("How helpful was this for you?")).to_have_count(1)


def test_the_summary_can_be_copied(widget: Widget) -> None:
    widget.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget.open().result()
    widget.log.get_by_role("button", name="Copy").click()
    expect(widget.page.get_by_text("The summary is copied.")).to_be_visible()
    copied = widget.page.evaluate("navigator.clipboard.readText()")
    assert "First: family doctor" in copied


def test_the_summary_is_printed_in_a_frame_without_scripts_and_with_its_style(
    widget: Widget,
) -> None:
    widget.open().result()
    widget.page.evaluate(
        """() => {
          window.printed = [];
          new MutationObserver((all) => {
            const frame = all.flatMap(m => [...m.addedNodes]).find(n => n.localName === "iframe");
            frame?.addEventListener("load", () => window.printed.push({
              words: frame.contentDocument.body.innerText,
              colour: getComputedStyle(frame.contentDocument.documentElement).color,
              sandbox: frame.getAttribute("sandbox"),
            }));
          }).observe(document.body, { childList: true });
        }"""
    )
    widget.log.get_by_role("button", name="Print").click()
    widget.page.wait_for_function("() => window.printed.length === 1")
    (printed,) = widget.page.evaluate("window.printed")
    assert "First: family doctor" in printed["words"]
    assert printed["colour"] == "rgb(17, 17, 17)"  # of print.css
    assert "allow-scripts" not in printed["sandbox"]


def test_the_summary_comes_as_a_pdf_file(widget: Widget) -> None:
    widget.open().result()
    with widget.page.expect_download() as download:
        widget.log.get_by_role("button", name="PDF").click()
    assert download.value.suggested_filename == "back-tremor-summary.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_the_rating_is_sent_with_its_comment(widget: Widget) -> None:
    widget.open().result()
    widget.log.get_by_role("radio", name="4 of 5").check()
    widget.log.get_by_label(re.compile("What could be better")).fill("Larger buttons")
    widget.log.get_by_role("button", name="Send rating").click()
    widget.shows("Thank you.")
    assert {"rating": 4, "comment": "Larger buttons"} in control(widget.url)["feedback"]


def test_the_comment_comes_into_sight_once_a_step_is_chosen(widget: Widget) -> None:
    widget.open().result()
    step = widget.log.get_by_role("radio", name="4 of 5")
    expect(step).to_be_attached()
    widget.page.wait_for_timeout(300)  # what is new has been scrolled to by then
    step.check()
    expect(widget.log.get_by_role("button", name="Send rating")).to_be_in_viewport(ratio=0.9)


def test_each_line_of_an_answer_stands_by_itself(widget: Widget) -> None:
    widget.open()
    lines = "**Call 112 now.** Go at once.\nWhy: you wrote so.\nDo not drive."
    control(widget.url, {"lines": [{"role": "bot", "kind": "emergency", "text": lines}]})
    expect(widget.log.locator(".reply-emergency .words p")).to_have_count(3)


def test_a_note_goes_when_the_conversation_goes_on(widget: Widget) -> None:
    widget.open()
    widget.menu("Forget me")
    widget.region.get_by_role("button", name="Erase it").click()
    expect(widget.page.get_by_text("has been erased")).to_be_visible()
    widget.shows("Who is it about?")
    widget.write(COMPLAINT)
    expect(widget.page.get_by_text("has been erased")).to_have_count(0)


def test_the_conversation_can_be_downloaded_with_its_times(widget: Widget) -> None:
    widget.open()
    early = {"role": "bot", "kind": "message", "text": "Good morning", "at": "2026-01-01T09:30:00"}
    control(widget.url, {"lines": [early]})
    widget.shows("Good morning")
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    with widget.page.expect_download() as download:
        widget.menu("Download this conversation")
    text = download.value.path().read_text("utf-8")
    assert re.search(r"\[09:30[^\]]*\] Assistant: Good morning", text)
    assert f"You: {COMPLAINT}" in text
    assert "Assistant: First the urgent things" in text


def test_a_person_joins_is_named_and_leaves_again(widget: Widget) -> None:
    widget.open()
    widget.menu("Talk to a person")
    widget.shows("Sister Amira has joined")
    widget.shows("May I call you?")
    expect(widget.region.get_by_text("Sister Amira is with you")).to_be_visible()
    left = {"role": "system", "event": "agent_left"}
    control(widget.url, {"mode": "bot", "lines": [left]})
    widget.shows("The assistant is back with you.")
    expect(widget.region.get_by_text("Sister Amira is with you")).to_have_count(0)
    expect(widget.region.get_by_text("Usually answers at once")).to_be_visible()


def test_what_a_person_says_below_a_long_answer_comes_into_sight(widget: Widget) -> None:
    widget.open().result()
    expect(widget.log.get_by_text("How helpful was this")).to_be_attached()
    expect(widget.log.get_by_text("How soon:")).to_be_in_viewport()
    line = {"role": "agent", "name": "Amira", "text": "Shall I call you this afternoon?"}
    control(widget.url, {"lines": [line]})
    expect(widget.log.get_by_text("Shall I call you")).to_be_in_viewport()


def test_what_was_said_while_it_was_closed_is_in_sight_when_it_is_opened(widget: Widget) -> None:
    widget.open().result()
    expect(widget.log.get_by_text("How soon:")).to_be_in_viewport()
    widget.page.evaluate("BackTremor.close()")
    line = {"role": "agent", "name": "Amira", "text": "Are you still there?"}
    control(widget.url, {"lines": [line]})
    widget.page.get_by_role("button", name="New messages: 1").click()
    expect(widget.log.get_by_text("Are you still there?")).to_be_in_viewport()


def test_the_clinic_can_be_called_from_the_menu(widget: Widget) -> None:
    widget.open()
    widget.page.get_by_role("button", name="More").click()
    call = widget.region.get_by_role("link", name="Call the clinic: 020 7946 0018")
    expect(call).to_have_attribute("href", "tel:02079460018")


def test_start_again_asks_first_and_begins_anew(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    widget.menu("Start again")
    widget.region.get_by_role("button", name="Start again").click()
    expect(widget.log.get_by_text("First the urgent things")).to_have_count(0)
    widget.shows("Who is it about?")


def test_forget_me_erases_what_the_server_has(widget: Widget) -> None:
    widget.open()
    widget.write("please forget this unusual sentence")
    widget.shows("First the urgent things")
    widget.menu("Forget me")
    widget.region.get_by_role("button", name="Erase it").click()
    expect(widget.page.get_by_text("has been erased")).to_be_visible()
    assert "please forget this unusual sentence" not in said(widget.url, "user")


def test_a_refused_message_is_explained_and_comes_back_into_the_input(
    widget: Widget,
) -> None:
    widget.open()
    widget.page.evaluate("BackTremor.send('word '.repeat(900))")
    expect(widget.region.get_by_text("longer than 4000 characters")).to_be_visible()
    expect(widget.input).to_contain_text("word word")


def test_a_sentence_of_the_page_is_put_into_the_input(widget: Widget) -> None:
    widget.page.goto(widget.url)
    widget.page.get_by_role("button", name="“It trembles when I bend down.”").click()
    expect(widget.input).to_contain_text("trembles when I bend down")
    widget.page.keyboard.press("Enter")
    widget.shows("First the urgent things")
