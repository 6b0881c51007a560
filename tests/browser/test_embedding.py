"""On a foreign site: one script tag, a strict policy, and the page cannot read along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.widget import COMPLAINT
from tests.fakes.running import Server
from tests.fakes.service import CLINIC

PAGE = """<!doctype html><html lang="en"><head><title>Clinic</title>
<script src="{url}/widget.js" data-clinic="foreign" data-emergency="999" {options} async></script>
</head><body><h1>Our clinic</h1></body></html>"""


@pytest.fixture
def clinic(page: Page, fake: Server) -> Page:
    """A page of a foreign clinic that forbids everything but the assistant."""
    policy = (
        f"default-src 'none'; script-src {fake.url}; connect-src {fake.url}; frame-src {fake.url}"
    )
    serve(page, fake, policy, "")
    return page


def serve(page: Page, fake: Server, policy: str, options: str) -> None:
    """Answer requests to the clinic's site."""
    page.route(
        re.compile(re.escape(CLINIC)),
        lambda route: route.fulfill(
            body=PAGE.format(url=fake.url, options=options),
            content_type="text/html",
            headers={"Content-Security-Policy": policy},
        ),
    )
    page.goto(CLINIC)


def opened(page: Page) -> FrameLocator:
    """The widget's own document."""
    page.get_by_role("button", name="Ask about your back").click()
    frame = page.frame_locator("iframe[title='Back tremor assistant']")
    expect(frame.get_by_role("textbox")).to_be_visible()
    return frame


def test_a_conversation_works_under_a_strict_policy(clinic: Page) -> None:
    frame = opened(clinic)
    frame.get_by_role("textbox").click()
    clinic.keyboard.insert_text(COMPLAINT)
    clinic.keyboard.press("Enter")
    frame.get_by_role("button", name="None of these").click()
    expect(frame.get_by_text("Did it begin suddenly")).to_be_visible()
    expect(frame.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")


def test_the_page_cannot_read_what_is_said(clinic: Page) -> None:
    opened(clinic)
    readable = clinic.evaluate(
        """() => {
          const root = document.querySelector('[data-back-tremor]').shadowRoot;
          try { return root.querySelector('iframe').contentWindow.document.body.innerText; }
          catch (error) { return error.name; }
        }"""
    )
    assert readable == "SecurityError"
    assert clinic.evaluate("Object.keys(sessionStorage)") == ["back-tremor:open"]


def test_the_page_can_open_fill_send_and_close(clinic: Page) -> None:
    expect(clinic.get_by_role("button", name="Ask about your back")).to_be_visible()
    clinic.evaluate("void BackTremor.on('message', (m) => (window.heard = m.kind))")
    clinic.evaluate(f"BackTremor.send({COMPLAINT!r})")
    frame = clinic.frame_locator("iframe[title='Back tremor assistant']")
    expect(frame.get_by_role("button", name="None of these")).to_be_visible()
    assert clinic.evaluate("window.heard") == "question"
    clinic.evaluate("BackTremor.close()")
    expect(clinic.get_by_role("button", name="Ask about your back")).to_be_visible()


def test_closing_inside_the_frame_gives_the_focus_back(clinic: Page) -> None:
    frame = opened(clinic)
    frame.get_by_role("button", name="Close the chat").click()
    expect(clinic.get_by_role("button", name="Ask about your back")).to_be_focused()


def test_nothing_but_the_launcher_is_loaded_before_it_is_opened(page: Page, fake: Server) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url.removeprefix(fake.url)))
    serve(page, fake, "", "")
    expect(page.get_by_role("button", name="Ask about your back")).to_be_visible()
    assert [path for path in seen if path.startswith("/")] == [
        "/widget.js",
        "/static/widget/strings.en.json",
        "/static/widget/launcher.css",
    ]


def test_colour_side_label_and_theme_are_options(page: Page, fake: Server) -> None:
    options = 'data-accent="#663399" data-side="start" data-label="Need help?" data-theme="dark"'
    serve(page, fake, "", options)
    button = page.get_by_role("button", name="Need help?")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] < 100
    button.click()
    frame = page.frame_locator("iframe")
    head = frame.locator("header.head")
    expect(head).to_have_css("background-color", "rgb(102, 51, 153)")
    expect(frame.locator(".shell")).to_have_attribute("data-theme", "dark")
