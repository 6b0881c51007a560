"""One conversation on the real service: gateway, engine worker, knowledge and widget together."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widget import COMPLAINT, Widget
from tests.fakes.gateway import Gateway

TURN_MS = 250_000
"""A worker that was just killed is loaded anew first."""
MOST_QUESTIONS = 20

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def talk(page: Page, real: Gateway) -> Iterator[Widget]:
    """The widget on the real page."""
    widget = Widget(page, real.url)
    yield widget
    assert widget.outside == []
    assert widget.troubles == []


def answer_all(talk: Widget) -> int:
    """Answer what is asked, by click and in words in turn, until the result stands there."""
    for asked in range(MOST_QUESTIONS):
        last = talk.log.locator("back-tremor-reply:has(.choices)").last
        expect(last).to_be_visible(timeout=TURN_MS)
        if talk.log.locator(".reply-summary").count():
            return asked
        before = talk.log.locator("back-tremor-reply").count()
        answer_one(talk, last.get_by_role("button").all_inner_texts(), asked)
        expect(talk.log.locator("back-tremor-reply").nth(before)).to_be_visible(timeout=TURN_MS)
        expect(talk.log.locator(".loading-message-dots")).to_have_count(0, timeout=TURN_MS)
    raise AssertionError("the interview did not come to an end")


def answer_one(talk: Widget, titles: list[str], asked: int) -> None:
    """Every second question is answered in words."""
    quiet = next(
        title for title in ("None of these", "No", "Gradually", *titles) if title in titles
    )
    if asked % 2 and quiet == "No":
        talk.write("no, not at all")
    else:
        talk.choice(quiet).last.click()


def test_a_complaint_in_own_words_is_led_to_the_right_doctor(talk: Widget) -> None:
    talk.open()
    talk.write(COMPLAINT)
    expect(talk.log.get_by_text(re.compile("no numbness", re.I)).last).to_be_visible()
    assert 1 <= answer_all(talk) <= 12
    result = talk.log.locator(".reply-summary").last
    expect(result).to_contain_text("How soon")
    expect(result).to_contain_text("family doctor")
    expect(result).to_contain_text(re.compile("acute", re.I))
    expect(result).to_contain_text(re.compile("movement", re.I))
    with talk.page.expect_download() as download:
        talk.log.get_by_role("button", name="PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_an_emergency_comes_first_and_stays(talk: Widget) -> None:
    talk.open()
    talk.write(
        "my back shakes and since this morning I can't control my bladder, numb between my legs"
    )
    banner = talk.page.get_by_role("alert").filter(has_text="may be an emergency")
    expect(banner).to_be_visible(timeout=TURN_MS)
    expect(talk.log.locator(".reply-emergency").first).to_be_visible()
    talk.write("what treatments are there?")
    expect(banner).to_be_visible()


def test_a_reload_in_mid_interview_goes_on_where_it_was(talk: Widget) -> None:
    talk.open()
    talk.write(COMPLAINT)
    expect(talk.choice("None of these")).to_be_visible(timeout=TURN_MS)
    talk.page.reload()
    talk.ready()
    talk.choice("None of these").click()
    expect(talk.log.get_by_text(COMPLAINT)).to_have_count(1)
    expect(talk.log.locator(".choices")).to_have_count(1, timeout=TURN_MS)
