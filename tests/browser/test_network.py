"""Words are never lost and never shown twice, whatever the network does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widget import COMPLAINT, Widget, control, said
from tests.fakes.running import Server, fake_service, running

LONG_MS = 30_000


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Server]:
    """A service of its own for each test, as it is ended and started."""
    with running(fake_service(tmp_path / "memory.json")) as server:
        yield server


def bubbles(widget: Widget, words: str) -> int:
    """How often a sentence stands on the screen."""
    return widget.log.get_by_text(words, exact=True).count()


def test_a_reload_brings_the_conversation_back_once(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    widget.page.reload()
    widget.ready()
    widget.shows("First the urgent things")
    assert bubbles(widget, COMPLAINT) == 1
    assert widget.log.get_by_text("Noted: shaking").count() == 1
    expect(widget.choice("None of these")).to_be_visible()
    expect(widget.choice("About me")).to_have_count(0)


def test_a_draft_survives_a_reload(widget: Widget) -> None:
    widget.open()
    widget.input.click()
    widget.page.keyboard.type("half a sentence about")
    widget.page.wait_for_function("sessionStorage['back-tremor:demo:draft']?.includes('about')")
    widget.page.reload()
    widget.ready()
    expect(widget.input).to_have_text("half a sentence about")


def test_only_a_token_and_unsent_words_are_kept_in_the_browser(widget: Widget) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    kept = widget.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    local, session = json.loads(kept)
    assert local == {}
    assert "trembling" not in json.dumps(session)
    assert set(json.loads(session["back-tremor:demo:session"])) == {"id", "token"}


def test_words_written_without_a_network_are_sent_when_it_is_back(widget: Widget) -> None:
    widget.open()
    widget.page.context.set_offline(True)
    widget.page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(widget.page.get_by_text("No connection.")).to_be_visible()
    widget.write("first words")
    widget.write("second words")
    widget.page.context.set_offline(False)
    expect(widget.log.get_by_text("Did it begin suddenly")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == ["first words", "second words"]
    assert bubbles(widget, "first words") == 1


def test_a_restart_of_the_service_loses_and_repeats_nothing(widget: Widget, fake: Server) -> None:
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
    fake.stop()
    widget.choice("None of these").click()
    expect(widget.page.get_by_text("No connection.")).to_be_visible(timeout=LONG_MS)
    fake.start()
    expect(widget.log.get_by_text("Did it begin suddenly")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == [COMPLAINT, "None of these"]
    assert bubbles(widget, "None of these") == 1
    assert widget.log.get_by_text("Did it begin suddenly").count() == 1


def test_unsent_words_survive_a_reload(widget: Widget, fake: Server) -> None:
    widget.open()
    fake.stop()
    widget.write("words into the void")
    fake.start()
    widget.page.reload()
    widget.ready()
    expect(widget.log.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    assert said(widget.url, "user") == ["words into the void"]
    assert bubbles(widget, "words into the void") == 1


def test_without_sockets_everything_goes_over_plain_requests(page: Page, fake: Server) -> None:
    control(fake.url, {"sockets_refused": True})
    widget = Widget(page, fake.url)
    widget.open()
    widget.write(COMPLAINT)
    expect(widget.log.get_by_text("First the urgent things")).to_be_visible(timeout=LONG_MS)
    widget.choice("None of these").click()
    expect(widget.log.get_by_text("Did it begin suddenly")).to_be_visible(timeout=LONG_MS)
    assert bubbles(widget, COMPLAINT) == 1
    assert said(fake.url, "user") == [COMPLAINT, "None of these"]


def test_without_sockets_the_words_of_a_person_still_arrive(page: Page, fake: Server) -> None:
    control(fake.url, {"sockets_refused": True})
    widget = Widget(page, fake.url)
    widget.open()
    widget.menu("Talk to a person")
    expect(widget.log.get_by_text("May I call you?")).to_be_visible(timeout=LONG_MS)


def test_a_conversation_that_the_server_no_longer_knows_is_replaced(
    widget: Widget, fake: Server
) -> None:
    widget.open()
    widget.page.evaluate(
        "sessionStorage['back-tremor:demo:session'] = JSON.stringify({id: 'gone', token: 'x'})"
    )
    widget.page.reload()
    widget.ready()
    expect(widget.page.get_by_text("so this is a new one")).to_be_visible()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
