"""Whose device it is: the tab forgets by itself; only a word of the person's makes it remember."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.widget import COMPLAINT, Widget, said


@pytest.fixture
def second(widget: Widget) -> Iterator[Widget]:
    """Another tab of the same browser."""
    tab = Widget(widget.page.context.new_page(), widget.url)
    yield tab
    assert tab.troubles == []


def kept_on_device(widget: Widget) -> dict[str, str]:
    """What outlives the tab."""
    return dict(widget.page.evaluate("({...localStorage})"))


def agree(widget: Widget) -> None:
    """Say that the device is one's own."""
    widget.menu("This is my own device")
    widget.region.get_by_role("button", name="Yes, it is my own").click()
    expect(widget.page.get_by_text("This browser remembers you until")).to_be_visible()


def tell_and_agree(widget: Widget) -> None:
    """A conversation has begun, on one's own device."""
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    agree(widget)


def test_without_a_word_another_tab_knows_nothing(widget: Widget, second: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    assert kept_on_device(widget) == {}
    second.open()
    second.shows("Who is it about?")
    expect(second.log.get_by_text(COMPLAINT)).to_have_count(0)


def test_on_ones_own_device_nothing_but_a_token_is_kept(widget: Widget) -> None:
    tell_and_agree(widget)
    kept = kept_on_device(widget)
    assert set(kept) == {"back-tremor:demo:session"}
    assert set(json.loads(kept["back-tremor:demo:session"])) == {"id", "token"}


def test_on_ones_own_device_a_second_tab_goes_on_with_the_same_conversation(
    widget: Widget, second: Widget
) -> None:
    tell_and_agree(widget)
    second.open()
    second.shows("First the urgent things")
    second.choice("None of these").click()
    for tab in (widget, second):
        tab.shows("Did it begin suddenly")
        expect(tab.log.get_by_text("None of these", exact=True)).to_have_count(1)
        expect(tab.choice("Bit by bit")).to_have_count(1)
        expect(tab.log.locator(".choices")).to_have_count(1)
    assert said(widget.url, "user")[-2:] == [COMPLAINT, "None of these"]


def test_both_tabs_may_write_at_once_and_each_word_is_there_once(
    widget: Widget, second: Widget
) -> None:
    widget.open()
    agree(widget)
    second.open()
    words = [f"{tab} writes {n}" for n in range(3) for tab in ("one", "two")]
    for sentence in words:
        (widget if sentence.startswith("one") else second).write(sentence)
    for tab in (widget, second):
        for sentence in words:
            expect(tab.log.get_by_text(sentence, exact=True)).to_have_count(1)
    assert sorted(said(widget.url, "user")[-6:]) == sorted(words)


def test_the_word_can_be_taken_back(widget: Widget) -> None:
    widget.open()
    agree(widget)
    widget.menu("Forget me on this device")
    expect(widget.page.get_by_text("only as long as this tab is open")).to_be_visible()
    assert kept_on_device(widget) == {}


def test_a_tab_that_takes_the_word_back_keeps_its_conversation(
    widget: Widget, second: Widget
) -> None:
    tell_and_agree(widget)
    second.open()
    second.menu("Forget me on this device")
    expect(second.page.get_by_text("only as long as this tab is open")).to_be_visible()
    second.page.reload()
    second.ready()
    second.shows("First the urgent things")


def test_forget_me_takes_the_token_and_the_word_with_it(widget: Widget) -> None:
    widget.open()
    agree(widget)
    widget.menu("Forget me")
    widget.region.get_by_role("button", name="Erase it").click()
    expect(widget.page.get_by_text("has been erased")).to_be_visible()
    widget.shows("Who is it about?")
    assert kept_on_device(widget) == {}


def test_start_again_keeps_the_word_and_has_a_new_token(widget: Widget) -> None:
    widget.open()
    agree(widget)
    before = kept_on_device(widget)
    widget.menu("Start again")
    widget.region.get_by_role("button", name="Start again").click()
    widget.page.wait_for_function(
        "old => ![old, '{}'].includes(localStorage['back-tremor:demo:session'])",
        arg=before["back-tremor:demo:session"],
    )
