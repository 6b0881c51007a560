"""What anybody says stays words: no script runs, no picture loads, no bad link lives.

The page's policy is switched off here, so that the drawing itself has to be safe; `hostile.yml`
holds the attempts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from playwright.sync_api import Browser, expect

from tests.browser.chromium import page_of
from tests.browser.widget import Widget, control, said
from tests.fakes.running import Server

HOSTILE: list[str] = yaml.safe_load((Path(__file__).parent / "hostile.yml").read_text("utf-8"))
LONG_MS = 60_000

Line = dict[str, Any]
SPEAKERS: dict[str, Callable[[str], Line]] = {
    "the content": lambda words: bot(text=words),
    "the content of an emergency": lambda words: bot(kind="emergency", text=words),
    "the content of a result": lambda words: bot(kind="summary", text=words),
    "a button": lambda words: bot(buttons=[{"title": words, "payload": words}]),
    "a source": lambda words: bot(sources=[{"id": words, "title": words}]),
    "a kind of reply": lambda words: bot(kind=words, question_id=words),
    "an agent": lambda words: {"role": "agent", "name": "Amira", "text": words},
    "the name of an agent": lambda words: {"role": "agent", "name": words, "text": "hello"},
    "an event": lambda words: {"role": "system", "event": "agent_joined", "name": words},
}


def bot(**given: object) -> Line:
    """A line of the bot's."""
    return {"role": "bot", "kind": "answer", "text": "hello", "buttons": [], **given}


@pytest.fixture
def defenceless(browser: Browser, fake: Server) -> Iterator[Widget]:
    """The widget in a page without a policy; afterwards nothing has run or was asked for."""
    with page_of(browser, bypass_csp=True) as page:
        widget = Widget(page, fake.url)
        yield widget
        assert page.evaluate("window.hit ?? null") is None
        assert widget.outside == []
        assert widget.troubles == []


def test_there_are_enough_attempts() -> None:
    assert len(set(HOSTILE)) >= 60


def test_what_a_person_writes_is_shown_as_written(defenceless: Widget) -> None:
    widget = defenceless
    widget.open()
    widget.page.evaluate(
        "async all => { for (const words of all) await BackTremor.send(words) }", HOSTILE
    )
    widget.page.wait_for_function(
        "() => !sessionStorage['back-tremor:demo:outbox']", timeout=LONG_MS
    )
    assert said(widget.url, "user") == [words.strip() for words in HOSTILE]
    for _ in ("as it was written", "as it is found after a reload"):
        own = widget.log.locator(".user-message-text")
        expect(own).to_have_count(len(HOSTILE))
        assert [squeezed(words) for words in own.all_inner_texts()] == [*map(squeezed, HOSTILE)]
        inside = own.locator("*").evaluate_all("all => all.map(e => e.localName)")
        assert set(inside) <= {"p", "br"}
        widget.page.reload()
        widget.ready()


def squeezed(words: str) -> str:
    """Without white space, which a bubble may break as it likes."""
    return "".join(words.split())


@pytest.mark.parametrize("words", HOSTILE[:3] + HOSTILE[-3:])
def test_what_is_typed_goes_the_same_way(defenceless: Widget, words: str) -> None:
    defenceless.open()
    defenceless.write(words)
    own = defenceless.log.locator(".user-message-text").last
    expect(own).to_be_visible()
    assert squeezed(own.inner_text()) == squeezed(words)


ODD = """all => all.filter(e =>
  !"div p br strong a ul ol li span details summary button svg path section h3".split(" ")
    .includes(e.localName) && !e.closest(".card")
  || [...e.attributes].some(a => /^on|^style$|^src|^formaction$/i.test(a.name))
  || (e.localName === "a" && !/^(https?|tel|mailto):/.test(e.href))
).map(e => e.outerHTML)"""
"""Elements that nobody's words may bring about."""


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_what_comes_from_the_service_is_words_too(defenceless: Widget, speaker: str) -> None:
    widget = defenceless
    widget.open()
    replies = widget.log.locator("back-tremor-reply")
    before = replies.count()
    control(widget.url, {"lines": [SPEAKERS[speaker](words) for words in HOSTILE]})
    expect(replies.nth(before + len(HOSTILE) - 1)).to_be_attached(timeout=LONG_MS)
    widget.page.wait_for_timeout(300)
    assert replies.locator("*").evaluate_all(ODD) == []


def test_bold_and_good_links_are_drawn_and_bad_links_stay_text(defenceless: Widget) -> None:
    widget = defenceless
    widget.open()
    widget.write("hostile")
    reply = widget.log.locator("back-tremor-reply").last
    expect(reply).to_contain_text("<img src=x onerror=alert(1)>")
    expect(reply).to_contain_text("[bad](javascript:alert(1))")
    links = reply.locator("a").evaluate_all("all => all.map(a => [a.href, a.rel])")
    assert links == [["https://clinic.example/", "noopener noreferrer"]]
    expect(widget.choice("<b>title</b>")).to_be_visible()
    assert reply.locator("strong").inner_text() == "bold"


@pytest.mark.parametrize(
    "words", ["javascript:window.hit=1", "<img src=x onerror=window.hit=1>", "red;}*{display:none"]
)
def test_options_are_no_code(defenceless: Widget, words: str) -> None:
    widget = defenceless
    names = [
        "name",
        "privacy",
        "logo",
        "emergency",
        "phone",
        "accent",
        "theme",
        "dir",
        "lang",
        "clinic",
    ]
    options = urlencode(dict.fromkeys(names, words))
    widget.page.goto(f"{widget.url}/static/widget/frame.html#{options}")
    expect(widget.page.get_by_role("heading", name=words)).to_be_visible()
    expect(widget.page.get_by_role("link", name="Privacy")).to_have_count(0)
    assert widget.page.locator("img[onerror], style").count() == 0
