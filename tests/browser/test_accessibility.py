"""For everybody: axe finds nothing, the keyboard is enough, and 320 pixels are, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import page_of
from tests.browser.widget import COMPLAINT, Widget
from tests.fakes.running import Server

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}


def closed(widget: Widget) -> None:
    """The page alone."""
    widget.page.goto(widget.url)
    expect(widget.page.get_by_role("button", name="Ask about your back")).to_be_visible()


def asked(widget: Widget) -> None:
    """A question with its choices."""
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")


def finished(widget: Widget) -> None:
    """Result, summary card, rating with its comment."""
    widget.open().result()
    widget.log.get_by_role("radio", name="4 of 5").check()


def emergency(widget: Widget) -> None:
    """Banner and emergency reply."""
    widget.open()
    widget.write("I cannot hold my bladder")
    widget.shows("Call 112 now")


def with_agent(widget: Widget) -> None:
    """A person has joined; the menu is open."""
    widget.open()
    widget.menu("Talk to a person")
    widget.shows("May I call you?")
    widget.page.get_by_role("button", name="More").click()


STATES = [closed, asked, finished, emergency, with_agent]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_no_violation(
    browser: Browser, fake: Server, state: Callable[[Widget], None], screen: str
) -> None:
    with page_of(browser, reduced_motion="reduce", **SCREENS[screen]) as page:
        state(Widget(page, fake.url))
        page.wait_for_timeout(400)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [told(violation) for violation in found] == []


def told(violation: dict[str, Any]) -> str:
    """A violation in a line, with where it is and why."""
    places = [f"{node['target']}: {node['failureSummary']}" for node in violation["nodes"]]
    return f"{violation['id']}: " + "; ".join(places)


def test_the_keyboard_is_enough_for_a_whole_conversation(widget: Widget) -> None:
    page = widget.page
    page.goto(widget.url)
    launcher = page.get_by_role("button", name="Ask about your back")
    expect(launcher).to_be_visible()
    tab_to(page, "Ask about your back")
    page.keyboard.press("Enter")
    widget.ready()
    expect(widget.input).to_be_focused()
    page.keyboard.type(COMPLAINT)
    page.keyboard.press("Enter")
    expect(widget.choice("None of these")).to_be_visible()
    tab_to(page, "None of these", back=True)
    page.keyboard.press("Enter")
    expect(widget.choice("Bit by bit")).to_be_visible()
    expect(widget.input).to_be_focused()
    tab_to(page, "Bit by bit", back=True)
    page.keyboard.press("Space")
    widget.shows("Whom to see first:")
    page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    expect(widget.input).to_be_hidden()


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until the thing of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.textContent ?? "";
}"""


def test_escape_closes_the_menu_first_and_gives_focus_back(widget: Widget) -> None:
    widget.open()
    more = widget.page.get_by_role("button", name="More")
    more.click()
    expect(widget.region.get_by_role("button", name="Forget me")).to_be_visible()
    widget.page.keyboard.press("Escape")
    expect(widget.region.get_by_role("button", name="Forget me")).to_be_hidden()
    expect(more).to_be_focused()
    expect(widget.input).to_be_visible()


def test_new_messages_are_read_out_politely_and_old_ones_are_not(widget: Widget) -> None:
    widget.open()
    expect(widget.log).to_have_attribute("aria-live", "polite")
    widget.write("hello")
    widget.shows("First the urgent things")
    speakers = widget.log.locator(".name").all_inner_texts()
    assert {"Assistant", "You"} == {name.strip() for name in speakers if name.strip()}


def test_at_320_pixels_nothing_has_to_be_scrolled_sideways(browser: Browser, fake: Server) -> None:
    with page_of(browser, viewport={"width": 320, "height": 640}) as page:
        widget = Widget(page, fake.url)
        closed(widget)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        widget.open().result()
        wide = widget.log.evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide <= 0


def test_targets_are_at_least_44_pixels_high(widget: Widget) -> None:
    asked(widget)
    for button in [*widget.region.get_by_role("button").all()]:
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44, button.inner_text()


def test_the_widget_can_be_mirrored(widget: Widget) -> None:
    widget.page.goto(widget.url)
    widget.page.evaluate("document.documentElement.dir = 'rtl'")
    widget.open()
    widget.write(COMPLAINT)
    widget.shows("First the urgent things")
